import { readFileSync } from "node:fs";
import { advise, batch, compare, whatIf, whyNot, type Profile } from "./orval";

const [address, file] = process.argv.slice(2);
const profile: Profile = JSON.parse(readFileSync(file, "utf-8"));
// @ts-expect-error: no option of that question
export const mistaken: Profile = { answers: { sector: "publik" } };
const answers = { adoption_rate: 90 };
const changed = { ...profile, answers: { ...profile.answers, ...answers } };
const lang = { lang: "en" } as const;
const json = { headers: { "Content-Type": "application/json" } };
const call = fetch;
globalThis.fetch = (place, init) => call(new URL(String(place), address), init); // as in a page: this server's own

async function main() {
  const advice = await advise(profile, { ...lang, store: false }, json);
  const given = await whyNot("find-growth-capital", profile, lang);
  const supposed = await whatIf({ profile, answers }, lang);
  const compared = await compare({ before: profile, after: changed }, lang);
  const lines = await batch([profile, changed], lang, json);
  if (lines.status !== 200) throw new Error(lines.data.detail);
  const refused = await whyNot("no-such-thing", profile, lang);
  const each = (await lines.stream.text()).trim().split("\n").map((line) => JSON.parse(line));
  const told = { whyNot: given.data, whatIf: supposed.data, compare: compared.data, batch: each, error: refused.data };
  console.log(JSON.stringify({ advice: advice.data, ...told }));
}

main();
