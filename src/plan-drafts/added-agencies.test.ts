import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { AgencyData } from '../agencies/index.ts'
import { readPlan } from '../plan-reader/index.ts'
import { withAddedAgencies } from './added-agencies.ts'
import { documentOfReading } from './mapping/draft.ts'
import { newReading } from './review.ts'

/* A plan was read while some agencies were not in the catalogue; the officer worked on its duties; then the agencies came. */

const text = readFileSync('data/plans/plan-181.md', 'utf8')
const all = z.array(AgencyData).parse(JSON.parse(readFileSync('data/agencies.json', 'utf8')))
const read = readPlan(text)
const catalogues = (known: typeof all) => ({ indicators: [], sources: [], agencies: known })
const whole = documentOfReading(read, catalogues(all)).document.duties

/** What an officer does to a duty of the draft before the agencies come. */
const act = fc.constantFrom('leave', 'leave', 'leave', 'give', 'empty', 'reword', 'drop')

test('what was left as it was read gains the agencies that came; what an officer did to a duty stays, its place too', () => {
  fc.assert(
    fc.property(
      fc.subarray(all.map(({ key }) => key)),
      fc.array(act, { minLength: whole.length, maxLength: whole.length }),
      fc.boolean(),
      (missing, acts, turned) => {
        const before = documentOfReading(read, catalogues(all.filter(({ key }) => !missing.includes(key))))
        const reading = newReading(read, before)
        const kept = before.document.duties.flatMap((duty, place) => {
          const done = acts[place] ?? 'leave'
          if (done === 'drop') return []
          const agencies = done === 'give' ? ['hdnd-given'] : done === 'empty' ? [] : duty.agencies
          return [
            { place, done, duty: { ...duty, agencies, ...(done === 'reword' ? { vi: 'Viết lại.' } : {}) } },
          ]
        })
        const rows = turned ? kept.toReversed() : kept
        const spans = {
          ...Object.fromEntries(
            Object.entries(reading.spans).filter(([path]) => !path.startsWith('duties.')),
          ),
          ...Object.fromEntries(
            rows.flatMap(({ place }, at) => {
              const span = reading.spans[`duties.${place}`]
              return span === undefined ? [] : [[`duties.${at}`, span]]
            }),
          ),
        }
        const draft = {
          document: { ...before.document, duties: rows.map(({ duty }) => duty) },
          reading: { ...reading, spans },
        }
        const after = withAddedAgencies(draft, read.text, catalogues(all)).document
        expect({ ...after, duties: [] }).toEqual({ ...draft.document, duties: [] })
        expect(after.duties).toHaveLength(rows.length)
        for (const [at, { place, done, duty }] of rows.entries()) {
          const was = before.document.duties[place]?.agencies ?? []
          const edited = done === 'give' || (done === 'empty' && was.length > 0)
          const { agencies, ...words } = after.duties[at] ?? duty
          expect(words).toMatchObject({ vi: duty.vi, code: duty.code })
          if (edited) expect(agencies).toEqual(duty.agencies)
          else
            for (const key of was) if (whole[place]?.agencies.includes(key)) expect(agencies).toContain(key)
          if (!edited && was.every((key) => whole[place]?.agencies.includes(key)))
            expect(agencies).toEqual(whole[place]?.agencies)
        }
      },
    ),
    { numRuns: 25 },
  )
})
