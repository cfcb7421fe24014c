/** People of one country. Names are written in Latin letters, so that an e-mail address follows from them. */
export interface Culture {
  country: string;
  /** The currency in which they pay: one of the six that the product charges. */
  currency: string;
  /** How many of a thousand users. */
  weight: number;
  first: readonly string[];
  last: readonly string[];
  /** City, state or region, and a postal code of that city. */
  cities: readonly (readonly [city: string, state: string, zipcode: string])[];
  streets: readonly string[];
  /** A prefix of numbers that are set aside for fiction, or of none at all. */
  phone: string;
  /** Value added tax or sales tax, included in what is charged. */
  taxRate: number;
}

const words = (text: string): string[] => text.split(" ");
const lines = (text: string): [string, string, string][] => text.split(", ").map((line) => line.split("/") as [string, string, string]);
const streets = (text: string): string[] => text.split(", ");

export const cultures: readonly Culture[] = [
  {
    country: "US",
    currency: "USD",
    weight: 270,
    phone: "+1 202 555 01",
    taxRate: 0,
    first: words(
      "James Olivia Marcus Emily Tyler Grace Brandon Hannah Jordan Chloe Ethan Madison Caleb Naomi Logan Ruth Andre Paige Victor Dana Wesley Joy Trevor Simone",
    ),
    last: words(
      "Carter Nguyen Brooks Ramirez Foster Bennett Hayes Coleman Diaz Sullivan Price Jenkins Ortiz Griffin Watts Meyers Dawson Lowe Park Whitaker Flynn Bowen",
    ),
    cities: lines("Austin/TX/78701, Portland/OR/97204, Chicago/IL/60605, Boston/MA/02110, San Diego/CA/92101, Atlanta/GA/30303"),
    streets: streets("Maple Street, 5th Avenue, Oak Lane, Harbor Road, Juniper Court"),
  },
  {
    country: "GB",
    currency: "GBP",
    weight: 130,
    phone: "+44 20 7946 0",
    taxRate: 0.2,
    first: words(
      "Oliver Amelia Harry Isla Callum Freya Rhys Imogen Alistair Poppy Nigel Beatrice Ewan Harriet Kieran Tamsin Lewis Bronwen",
    ),
    last: words(
      "Ashworth Bailey Clarke Davies Fletcher Hughes Ingram Kaur Lloyd MacLeod Pritchard Quinn Shepherd Thornton Wainwright Yates Begum Okafor",
    ),
    cities: lines("London/England/SW1A 1AA, Leeds/England/LS1 4AP, Cardiff/Wales/CF10 1BH, Glasgow/Scotland/G2 1DY"),
    streets: streets("High Street, Station Road, Mill Lane, Church Road"),
  },
  {
    country: "DE",
    currency: "EUR",
    weight: 130,
    phone: "+49 30 23125 ",
    taxRate: 0.19,
    first: words(
      "Anna Lukas Jürgen Katharina Felix Sabine Moritz Heike Jonas Ulrike Emil Greta Torsten Annika Björn Leonie Matthias Sönke Frieda Yasemin",
    ),
    last: words(
      "Müller Schäfer Weiß Großmann Köhler Brandt Lorenz Vogt Öztürk Hartmann Seidel Krüger Baumann Nowak Friedrich Jäger Ziegler Thiele",
    ),
    cities: lines("Berlin/BE/10115, München/BY/80331, Hamburg/HH/20095, Köln/NW/50667, Leipzig/SN/04109"),
    streets: streets("Hauptstraße, Lindenweg, Gartenstraße, Am Markt"),
  },
  {
    country: "IN",
    currency: "INR",
    weight: 150,
    phone: "+91 00000 00",
    taxRate: 0.18,
    first: words(
      "Aarav Priya Rohan Ananya Vikram Kavya Arjun Meera Siddharth Ishita Rahul Lakshmi Nikhil Pooja Imran Divya Karthik Sneha Manish Farah",
    ),
    last: words("Sharma Patel Iyer Reddy Nair Gupta Banerjee Khan Menon Desai Joshi Chatterjee Rao Kulkarni Singh Pillai Bose Malhotra"),
    cities: lines("Mumbai/MH/400001, Bengaluru/KA/560001, Delhi/DL/110001, Chennai/TN/600001, Pune/MH/411001"),
    streets: streets("MG Road, Park Street, Linking Road, Brigade Road"),
  },
  {
    country: "JP",
    currency: "JPY",
    weight: 80,
    phone: "+81 3 0000 00",
    taxRate: 0.1,
    first: words("Haruto Yui Sota Aoi Ren Hina Kenji Sakura Takumi Mei Daiki Rin Yuto Nanami Hiroshi Emi Kaito Misaki"),
    last: words("Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida Yamada Sasaki Matsumoto Inoue Kimura"),
    cities: lines("Tokyo/Tokyo/100-0001, Osaka/Osaka/530-0001, Kyoto/Kyoto/600-8001, Sapporo/Hokkaido/060-0001"),
    streets: streets("Chuo-dori, Sakura-dori, Meiji-dori"),
  },
  {
    country: "KW",
    currency: "KWD",
    weight: 35,
    phone: "+965 0000 00",
    taxRate: 0,
    first: words("Abdullah Noura Fahad Dalal Yousef Maryam Bader Hessa Khaled Latifa Mishal Reem"),
    last: words("Al-Sabah Al-Mutairi Al-Enezi Al-Rashidi Al-Ajmi Al-Kandari Al-Failakawi Al-Hajri Marafie Behbehani"),
    cities: lines("Kuwait City/Al Asimah/13001, Hawalli/Hawalli/32001, Salmiya/Hawalli/22001"),
    streets: streets("Gulf Road, Salem Al Mubarak Street, Fahad Al Salem Street"),
  },
  {
    country: "FR",
    currency: "EUR",
    weight: 60,
    phone: "+33 1 99 00 ",
    taxRate: 0.2,
    first: words("Camille Théo Élodie Baptiste Manon Loïc Inès Gaël Océane Rémi Noémie Étienne Aurélie Mathis"),
    last: words("Lefèvre Moreau Dubois Fontaine Girard Chevalier Benoît Rousseau Marchand Guérin Diallo Lemaître Perrin"),
    cities: lines("Paris/IDF/75001, Lyon/ARA/69001, Nantes/PDL/44000, Lille/HDF/59000"),
    streets: streets("rue de la Paix, avenue Foch, boulevard Voltaire, rue des Lilas"),
  },
  {
    country: "ES",
    currency: "EUR",
    weight: 45,
    phone: "+34 910 000 ",
    taxRate: 0.21,
    first: words("Lucía Mateo Sofía Álvaro Carmen Iñigo Marta Pablo Nuria Adrián Rocío Gonzalo"),
    last: words("García Muñoz Ibáñez Castaño Ríos Peña Serrano Vidal Núñez Ortega Salinas Bravo"),
    cities: lines("Madrid/MD/28013, Barcelona/CT/08002, Sevilla/AN/41001, Bilbao/PV/48001"),
    streets: streets("Calle Mayor, Gran Vía, Calle Real"),
  },
  {
    country: "IT",
    currency: "EUR",
    weight: 35,
    phone: "+39 06 0000 ",
    taxRate: 0.22,
    first: words("Giulia Lorenzo Chiara Matteo Francesca Davide Alessia Niccolò Elena Tommaso"),
    last: words("Rossi Bianchi Ferrari Esposito Colombo Ricci Marino Greco Conti D'Angelo De Luca"),
    cities: lines("Roma/RM/00184, Milano/MI/20121, Torino/TO/10121"),
    streets: streets("Via Roma, Corso Italia, Via Garibaldi"),
  },
  {
    country: "SE",
    currency: "EUR",
    weight: 25,
    phone: "+46 8 465 004 ",
    taxRate: 0.25,
    first: words("Astrid Elias Linnéa Oskar Saga Nils Ebba Viktor Tove Åke"),
    last: words("Lindqvist Åkesson Bergström Sjöberg Nyström Holmgren Öberg Wallin Hedlund"),
    cities: lines("Stockholm/AB/111 20, Göteborg/O/411 03, Malmö/M/211 22"),
    streets: streets("Storgatan, Kungsgatan, Drottninggatan"),
  },
  {
    country: "BR",
    currency: "USD",
    weight: 30,
    phone: "+55 11 0000 00",
    taxRate: 0,
    first: words("João Beatriz Thiago Larissa Rafael Letícia Caio Fernanda Otávio Yasmin"),
    last: words("Silva Araújo Gonçalves Ribeiro Moura Cardoso Teixeira Conceição Lopes Nascimento"),
    cities: lines("São Paulo/SP/01001-000, Recife/PE/50010-000, Curitiba/PR/80010-000"),
    streets: streets("Avenida Paulista, Rua das Flores, Rua Augusta"),
  },
  {
    country: "NG",
    currency: "USD",
    weight: 10,
    phone: "+234 0000 00",
    taxRate: 0.075,
    first: words("Chidi Ngozi Tunde Amaka Emeka Folake Ibrahim Yetunde"),
    last: words("Adeyemi Okonkwo Balogun Eze Nwosu Abubakar Ogunleye"),
    cities: lines("Lagos/LA/101001, Abuja/FC/900001"),
    streets: streets("Marina Road, Allen Avenue"),
  },
];

/** @throws Error for a country that is not in the list above */
export function cultureOf(country: string): Culture {
  const found = cultures.find((culture) => culture.country === country);
  if (!found) throw new Error(`No names for ${country}`);
  return found;
}

/** Names that try a screen: other scripts, other directions, very long or very short, and some that look like code. All of them are harmless. */
export const unusualPeople: readonly { name: string; handle: string; country: string }[] = [
  { name: "Siobhán O'Brien", handle: "siobhan.obrien", country: "GB" },
  { name: "ليلى الخطيب", handle: "layla.alkhatib", country: "KW" },
  { name: "שירה לוי", handle: "shira.levi", country: "US" },
  { name: "山田 花子", handle: "hanako.yamada", country: "JP" },
  { name: "Mia 🌻 Keller", handle: "mia.keller", country: "DE" },
  { name: "=1+1", handle: "equals.one", country: "US" },
  { name: "@SUM(A1:A9)", handle: "sum.nine", country: "IN" },
  { name: '<b onmouseover="alert(1)">Bob</b>', handle: "bob.tables", country: "US" },
  { name: "Robert'); DROP TABLE user;--", handle: "robert.tables", country: "GB" },
  {
    name: "Wolfeschlegelsteinhausenbergerdorff-Hohenzollern-Sigmaringen von und zu Trauttmansdorff-Weinsberg",
    handle: "w.wolfe",
    country: "DE",
  },
  { name: "Q", handle: "q", country: "US" },
  { name: "Renée “Ren” Noël-Baker, PhD", handle: "renee.noel", country: "FR" },
  { name: "  Sam   Spaces  ", handle: "sam.spaces", country: "US" },
];
