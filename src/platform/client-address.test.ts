import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressGroup, isOwnMachine } from './client-address.ts'

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::', '0:0:0:0::/64'],
  ['64:ff9b::192.0.2.33', '64:ff9b:0:0::/64'],
  ['unknown', 'unknown'],
])('%s is counted as %s', (address, group) => {
  expect(addressGroup(address)).toBe(group)
})

const group = fc.integer({ min: 0, max: 0xffff })
const written = (parts: readonly number[]) => parts.map((part) => part.toString(16)).join(':')

test('two IPv6 addresses count as one person just when their first 64 bits are the same', () => {
  const halves = fc.tuple(
    fc.array(group, { minLength: 4, maxLength: 4 }),
    fc.array(group, { minLength: 4, maxLength: 4 }),
  )
  fc.assert(
    fc.property(halves, halves, ([left, low], [otherLeft, otherLow]) => {
      const one = addressGroup(written([...left, ...low]))
      expect(addressGroup(written([...left, ...otherLow]))).toBe(one)
      expect(addressGroup(written([...otherLeft, ...low])) === one).toBe(written(left) === written(otherLeft))
      // However it is written: capitals, leading zeros, `::` for the first run of zeros.
      const long = [...left, ...low].map((part) => part.toString(16).toUpperCase().padStart(4, '0')).join(':')
      expect(addressGroup(long)).toBe(one)
      const short = new URL(`http://[${long}]`).hostname.slice(1, -1)
      expect(addressGroup(short)).toBe(one)
    }),
  )
})

test('only a connection of the machine itself, with no proxy between, is not limited', () => {
  for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '127.8.9.1'])
    expect(isOwnMachine(new Headers(), address)).toBe(true)
  for (const address of ['203.0.113.7', '2001:db8::1', 'unknown', '::ffff:203.0.113.7', '1270.0.0.1'])
    expect(isOwnMachine(new Headers(), address)).toBe(false)
  for (const name of ['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'CF-Connecting-IP', 'True-Client-IP'])
    expect(isOwnMachine(new Headers({ [name]: '127.0.0.1' }), '127.0.0.1')).toBe(false)
})
