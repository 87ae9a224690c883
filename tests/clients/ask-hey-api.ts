import { readFileSync } from "node:fs";
import { advise, batch, compare, whatIf, whyNot, type Profile } from "./hey-api";
import { client } from "./hey-api/client.gen";

const [address, file] = process.argv.slice(2);
const profile: Profile = JSON.parse(readFileSync(file, "utf-8"));
// @ts-expect-error: no option of that question
export const mistaken: Profile = { answers: { sector: "publik" } };
const answers = { adoption_rate: 90 };
const changed = { ...profile, answers: { ...profile.answers, ...answers } };
client.setConfig({ baseUrl: address });
const query = { lang: "en" } as const;

async function main() {
  const advice = await advise({ query: { ...query, store: false }, body: profile });
  const given = await whyNot({ path: { rid: "find-growth-capital" }, query, body: profile });
  const supposed = await whatIf({ query, body: { profile, answers } });
  const compared = await compare({ query, body: { before: profile, after: changed } });
  const lines = await batch({ query, body: [profile, changed], parseAs: "text" });
  const refused = await whyNot({ path: { rid: "no-such-thing" }, query, body: profile });
  const each = lines.data?.trim().split("\n").map((line) => JSON.parse(line));
  const told = { whyNot: given.data, whatIf: supposed.data, compare: compared.data, batch: each, error: refused.error };
  console.log(JSON.stringify({ advice: advice.data, ...told }));
}

main();
