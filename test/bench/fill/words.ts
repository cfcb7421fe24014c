/** So many different words, the most common in most messages, the rarest in one of thousands, as in any language (Zipf's law). */
const VOCABULARY = 20_000;
/** Messages are put together from so many sentences. */
export const SENTENCES = 200_000;

const COMMON =
  "flight price seat airport ticket hotel baggage booking passenger departure arrival refund connection airline layover evening morning window";

const SYLLABLES = "array['ba','ce','di','fo','gu','la','me','ni','po','ru','sa','te','vi','zo','ka','len','mor','tin','sol','gar']";

/** A word of syllables for a number, as SQL. */
export function syllables(number: string): string {
  const one = (power: number) => `(${SYLLABLES})[1 + (${number}) / ${20 ** power} % 20]`;
  return `${one(0)} || ${one(1)} || ${one(2)} || ${one(3)}`;
}

/** Makes `bench.sentence`, from which messages and titles are put together by number; it goes when the data stands. */
export const sentences = `
  create table bench.word as
    select r::int as rank, coalesce((string_to_array('${COMMON}', ' '))[r], ${syllables("r")}) as word from generate_series(1, ${VOCABULARY}) as r;
  alter table bench.word add primary key (rank);
  analyze bench.word;
  select setseed(0.5);
  create table bench.sentence as
    select place / 9 as id, string_agg(word, ' ') as text
    from (
      select place, floor(exp(random() * ln(${VOCABULARY})))::int as rank from generate_series(9, ${SENTENCES * 9 + 8}) as place
    ) as drawn join bench.word using (rank)
    group by place / 9;
  alter table bench.sentence add primary key (id);
  analyze bench.sentence;
  drop table bench.word`;

/** The number of the sentence for a row, as SQL. */
export function sentenceOf(index: string, step: number): string {
  return `1 + ((${index}) * ${step} + (${index}) / ${SENTENCES}) % ${SENTENCES}`;
}
