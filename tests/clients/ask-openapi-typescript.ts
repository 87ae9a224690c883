import { readFileSync } from "node:fs";
import createClient from "openapi-fetch";
import type { components, paths } from "./openapi-typescript";

const [address, file] = process.argv.slice(2);
type Profile = components["schemas"]["Profile"];
const profile: Profile = JSON.parse(readFileSync(file, "utf-8"));
// @ts-expect-error: no option of that question
export const mistaken: Profile = { answers: { sector: "publik" } };
const answers = { adoption_rate: 90 };
const changed = { ...profile, answers: { ...profile.answers, ...answers } };
const client = createClient<paths>({ baseUrl: address });
const query = { lang: "en" } as const;

async function main() {
  const advice = await client.POST("/v1/advice", { params: { query: { ...query, store: false } }, body: profile });
  const whyNot = (rid: string) => client.POST("/v1/why-not/{rid}", { params: { path: { rid }, query }, body: profile });
  const given = await whyNot("find-growth-capital");
  const whatIf = await client.POST("/v1/what-if", { params: { query }, body: { profile, answers } });
  const compared = await client.POST("/v1/compare", { params: { query }, body: { before: profile, after: changed } });
  const lines = await client.POST("/v1/batch", { params: { query }, body: [profile, changed], parseAs: "text" });
  const refused = await whyNot("no-such-thing");
  const batch = lines.data?.trim().split("\n").map((line) => JSON.parse(line));
  const told = { whyNot: given.data, whatIf: whatIf.data, compare: compared.data, batch, error: refused.error };
  console.log(JSON.stringify({ advice: advice.data, ...told }));
}

main();
