export interface Airport {
  iata: string;
  name: string;
  city: string;
  /** Of the metropolitan area, which differs from the airport's where a city has several. */
  cityCode: string;
  country: string;
  countryCode: string;
  region: "EUROP" | "NAMER" | "SAMER" | "ASIA" | "MEAST" | "AFRIC" | "AUSTL";
  latitude: number;
  longitude: number;
  /** Minutes east of UTC in winter. Summer time is left out: nobody flies by these. */
  offset: number;
  terminals: readonly string[];
}

const airport = (line: string): Airport => {
  const [iata, name, city, cityCode, country, countryCode, region, latitude, longitude, offset, terminals] = line.split("|") as [
    string,
    string,
    string,
    string,
    string,
    string,
    Airport["region"],
    string,
    string,
    string,
    string,
  ];
  const numbers = { latitude: Number(latitude), longitude: Number(longitude), offset: Number(offset) };
  return { iata, name, city, cityCode, country, countryCode, region, ...numbers, terminals: terminals.split(",").filter(Boolean) };
};

export const airports: readonly Airport[] = `
MUC|MUNICH INTERNATIONAL|Munich|MUC|Germany|DE|EUROP|48.35|11.79|60|1,2
FRA|FRANKFURT INTL|Frankfurt|FRA|Germany|DE|EUROP|50.03|8.57|60|1,2
BER|BRANDENBURG|Berlin|BER|Germany|DE|EUROP|52.37|13.52|60|1,2
LHR|HEATHROW|London|LON|United Kingdom|GB|EUROP|51.47|-0.45|0|2,3,4,5
LGW|GATWICK|London|LON|United Kingdom|GB|EUROP|51.15|-0.19|0|N,S
MAN|MANCHESTER|Manchester|MAN|United Kingdom|GB|EUROP|53.35|-2.27|0|1,2,3
CDG|CHARLES DE GAULLE|Paris|PAR|France|FR|EUROP|49.01|2.55|60|1,2E,2F
ORY|ORLY|Paris|PAR|France|FR|EUROP|48.72|2.38|60|1,4
AMS|SCHIPHOL|Amsterdam|AMS|Netherlands|NL|EUROP|52.31|4.76|60|
MAD|ADOLFO SUAREZ BARAJAS|Madrid|MAD|Spain|ES|EUROP|40.47|-3.56|60|1,4,4S
BCN|JOSEP TARRADELLAS|Barcelona|BCN|Spain|ES|EUROP|41.3|2.08|60|1,2
LIS|HUMBERTO DELGADO|Lisbon|LIS|Portugal|PT|EUROP|38.77|-9.13|0|1,2
FCO|FIUMICINO|Rome|ROM|Italy|IT|EUROP|41.8|12.24|60|1,3
MXP|MALPENSA|Milan|MIL|Italy|IT|EUROP|45.63|8.72|60|1
ZRH|ZURICH|Zurich|ZRH|Switzerland|CH|EUROP|47.46|8.55|60|
VIE|VIENNA INTERNATIONAL|Vienna|VIE|Austria|AT|EUROP|48.11|16.57|60|3
CPH|KASTRUP|Copenhagen|CPH|Denmark|DK|EUROP|55.62|12.66|60|2,3
ARN|ARLANDA|Stockholm|STO|Sweden|SE|EUROP|59.65|17.92|60|2,5
OSL|GARDERMOEN|Oslo|OSL|Norway|NO|EUROP|60.19|11.1|60|
HEL|HELSINKI VANTAA|Helsinki|HEL|Finland|FI|EUROP|60.32|24.96|120|2
WAW|CHOPIN|Warsaw|WAW|Poland|PL|EUROP|52.17|20.97|60|A
ATH|ELEFTHERIOS VENIZELOS|Athens|ATH|Greece|GR|EUROP|37.94|23.94|120|
IST|ISTANBUL|Istanbul|IST|Turkiye|TR|EUROP|41.26|28.74|180|
DXB|DUBAI INTERNATIONAL|Dubai|DXB|United Arab Emirates|AE|MEAST|25.25|55.36|240|1,2,3
DOH|HAMAD INTERNATIONAL|Doha|DOH|Qatar|QA|MEAST|25.27|51.61|180|
KWI|KUWAIT INTL|Kuwait City|KWI|Kuwait|KW|MEAST|29.23|47.97|180|1,4,5
CAI|CAIRO INTL|Cairo|CAI|Egypt|EG|MEAST|30.12|31.41|120|2,3
CMN|MOHAMMED V|Casablanca|CAS|Morocco|MA|AFRIC|33.37|-7.59|60|1,2
NBO|JOMO KENYATTA INTL|Nairobi|NBO|Kenya|KE|AFRIC|-1.32|36.93|180|1A,1B
LOS|MURTALA MUHAMMED|Lagos|LOS|Nigeria|NG|AFRIC|6.58|3.32|60|I
CPT|CAPE TOWN INTERNATIONAL|Cape Town|CPT|South Africa|ZA|AFRIC|-33.97|18.6|120|
JFK|JOHN F KENNEDY INTL|New York|NYC|United States|US|NAMER|40.64|-73.78|-300|1,4,7,8
EWR|NEWARK LIBERTY INTL|New York|NYC|United States|US|NAMER|40.69|-74.17|-300|A,B,C
BOS|EDWARD LAWRENCE LOGAN|Boston|BOS|United States|US|NAMER|42.36|-71.01|-300|A,B,E
ORD|O HARE INTERNATIONAL|Chicago|CHI|United States|US|NAMER|41.98|-87.9|-360|1,3,5
SFO|SAN FRANCISCO INTL|San Francisco|SFO|United States|US|NAMER|37.62|-122.38|-480|1,3,I
LAX|LOS ANGELES INTL|Los Angeles|LAX|United States|US|NAMER|33.94|-118.41|-480|4,7,B
MIA|MIAMI INTL|Miami|MIA|United States|US|NAMER|25.79|-80.29|-300|
YYZ|PEARSON INTL|Toronto|YTO|Canada|CA|NAMER|43.68|-79.63|-300|1,3
MEX|BENITO JUAREZ INTL|Mexico City|MEX|Mexico|MX|NAMER|19.44|-99.07|-360|1,2
GRU|GUARULHOS INTL|Sao Paulo|SAO|Brazil|BR|SAMER|-23.43|-46.47|-180|2,3
EZE|MINISTRO PISTARINI|Buenos Aires|BUE|Argentina|AR|SAMER|-34.82|-58.54|-180|A
DEL|INDIRA GANDHI INTL|Delhi|DEL|India|IN|ASIA|28.57|77.1|330|1,3
BOM|CHHATRAPATI S MAHARAJ|Mumbai|BOM|India|IN|ASIA|19.09|72.87|330|1,2
BLR|KEMPEGOWDA INTL|Bengaluru|BLR|India|IN|ASIA|13.2|77.71|330|1,2
SIN|CHANGI|Singapore|SIN|Singapore|SG|ASIA|1.36|103.99|480|1,2,3
BKK|SUVARNABHUMI INTL|Bangkok|BKK|Thailand|TH|ASIA|13.69|100.75|420|
HKG|HONG KONG INTERNATIONAL|Hong Kong|HKG|Hong Kong|HK|ASIA|22.31|113.91|480|1
ICN|INCHEON INTERNATIONAL|Seoul|SEL|Korea Republic of|KR|ASIA|37.46|126.44|540|1,2
HND|TOKYO INTL HANEDA|Tokyo|TYO|Japan|JP|ASIA|35.55|139.78|540|2,3
NRT|NARITA|Tokyo|TYO|Japan|JP|ASIA|35.76|140.39|540|1,2
KIX|KANSAI INTERNATIONAL|Osaka|OSA|Japan|JP|ASIA|34.43|135.24|540|1
SYD|KINGSFORD SMITH|Sydney|SYD|Australia|AU|AUSTL|-33.95|151.18|600|1,3
AKL|INTERNATIONAL|Auckland|AKL|New Zealand|NZ|AUSTL|-37.01|174.79|720|I
`
  .trim()
  .split("\n")
  .map(airport);

const byIata = new Map(airports.map((item) => [item.iata, item]));

/** @throws Error for a code that is not in the list above */
export function airportBy(iata: string): Airport {
  const found = byIata.get(iata);
  if (!found) throw new Error(`No airport ${iata}`);
  return found;
}

/** `hub` is where its connections change planes. */
export const airlines: readonly { code: string; name: string; hub: string }[] = [
  { code: "LH", name: "LUFTHANSA", hub: "FRA" },
  { code: "BA", name: "BRITISH AIRWAYS", hub: "LHR" },
  { code: "AF", name: "AIR FRANCE", hub: "CDG" },
  { code: "KL", name: "KLM ROYAL DUTCH AIRLINES", hub: "AMS" },
  { code: "IB", name: "IBERIA", hub: "MAD" },
  { code: "TP", name: "TAP AIR PORTUGAL", hub: "LIS" },
  { code: "LX", name: "SWISS INTERNATIONAL AIR LINES", hub: "ZRH" },
  { code: "SK", name: "SCANDINAVIAN AIRLINES", hub: "CPH" },
  { code: "AY", name: "FINNAIR", hub: "HEL" },
  { code: "TK", name: "TURKISH AIRLINES", hub: "IST" },
  { code: "EK", name: "EMIRATES", hub: "DXB" },
  { code: "QR", name: "QATAR AIRWAYS", hub: "DOH" },
  { code: "KU", name: "KUWAIT AIRWAYS", hub: "KWI" },
  { code: "AT", name: "ROYAL AIR MAROC", hub: "CMN" },
  { code: "AI", name: "AIR INDIA", hub: "DEL" },
  { code: "SQ", name: "SINGAPORE AIRLINES", hub: "SIN" },
  { code: "TG", name: "THAI AIRWAYS INTERNATIONAL", hub: "BKK" },
  { code: "CX", name: "CATHAY PACIFIC", hub: "HKG" },
  { code: "NH", name: "ALL NIPPON AIRWAYS", hub: "HND" },
  { code: "QF", name: "QANTAS AIRWAYS", hub: "SYD" },
  { code: "UA", name: "UNITED AIRLINES", hub: "EWR" },
  { code: "AA", name: "AMERICAN AIRLINES", hub: "MIA" },
  { code: "AC", name: "AIR CANADA", hub: "YYZ" },
  { code: "LA", name: "LATAM AIRLINES GROUP", hub: "GRU" },
];

const EARTH_RADIUS_KM = 6371;

/** Great-circle distance. */
export function kilometres(from: Airport, to: Airport): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const latitude = radians(to.latitude - from.latitude);
  const longitude = radians(to.longitude - from.longitude);
  const chord =
    Math.sin(latitude / 2) ** 2 + Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * Math.sin(longitude / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(chord));
}
