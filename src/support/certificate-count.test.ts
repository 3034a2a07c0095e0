import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CountedCertificate, countingExamples, countOf, factOf } from './certificate-count.ts'
import { certificateKinds, isProductKind } from './rules.ts'

test('the worked examples come to what their words say', () => {
  expect(countingExamples.map(({ certificates }) => countOf(certificates))).toEqual([
    { systems: 1, products: 0 },
    { systems: 1, products: 0 },
    { systems: 2, products: 0 },
    { systems: 0, products: 0 },
    { systems: 0, products: 0 },
    { systems: 0, products: 1 },
    { systems: 0, products: 2 },
    { systems: 0, products: 0 },
    { systems: 0, products: 0 },
    { systems: 1, products: 0 },
    { systems: 1, products: 0 },
  ])
})

test('whatever the certificates: their order and copies change nothing, a withdrawal never adds, a suspension is one until it is lifted', () => {
  const certificate: fc.Arbitrary<CountedCertificate> = fc
    .record({
      kind: fc.constantFrom(...certificateKinds.keys),
      turnId: fc.integer({ min: 1, max: 3 }),
      turnFinished: fc.boolean(),
      productId: fc.integer({ min: 1, max: 3 }),
      withdrawn: fc.boolean(),
      suspended: fc.boolean(),
    })
    .map((one) => ({ ...one, productId: isProductKind(one.kind) ? one.productId : null }))
  fc.assert(
    fc.property(fc.array(certificate, { maxLength: 8 }), (all) => {
      const counted = countOf(all)
      expect(countOf([...all, ...all].reverse())).toEqual(counted)
      const fewer = countOf(all.map((one, at) => (at === 0 ? { ...one, withdrawn: true } : one)))
      expect(fewer.systems).toBeLessThanOrEqual(counted.systems)
      expect(fewer.products).toBeLessThanOrEqual(counted.products)
      const lifted = all.map((one) => ({ ...one, suspended: false }))
      const without = (at: number, how: 'withdrawn' | 'suspended') =>
        countOf(lifted.map((one, place) => (place === at ? { ...one, [how]: true } : one)))
      for (const at of all.keys()) expect(without(at, 'suspended')).toEqual(without(at, 'withdrawn'))
      expect(countOf(all.map((one) => ({ ...one, suspended: true })))).toEqual({ systems: 0, products: 0 })
      expect(all.filter((one) => factOf(one) !== null).length).toBeGreaterThanOrEqual(
        counted.systems + counted.products,
      )
    }),
  )
})
