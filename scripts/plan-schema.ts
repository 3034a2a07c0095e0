// Writes schema/plan.schema.json out of the zod schema: node --import tsx scripts/plan-schema.ts
import { writeFileSync } from 'node:fs'
import { planJsonSchema } from '../src/plan-reader/index.ts'

writeFileSync('schema/plan.schema.json', `${JSON.stringify(planJsonSchema(), null, 2)}\n`)
