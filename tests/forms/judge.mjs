// Which documents of a file each of its schemas takes, by ajv at its strictest: node judge.mjs FILE
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import Ajv2020 from "ajv/dist/2020.js";

const { schemas, documents } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const compiled = schemas.map((schema) => {
  const Kind = "$schema" in schema ? Ajv : Ajv2020;
  return new Kind({ strict: true, logger: false }).compile(schema);
});
console.log(JSON.stringify(compiled.map((fits) => documents.map((document) => fits(document)))));
