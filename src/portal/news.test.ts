import { describe, expect, it } from 'vitest'
import { newsWords, subjectHref } from './news.ts'

describe('the page of an audit subject', () => {
  it('is that of the record, and none for what has no page', () => {
    expect(subjectHref('application:12')).toBe('/applications/12')
    expect(subjectHref('support_turn:3')).toBe('/support/3')
    expect(subjectHref('support:3')).toBe('/support/3')
    expect(subjectHref('tfp_study:4')).toBe('/studies/4')
    expect(subjectHref('file:3')).toBeNull()
    expect(subjectHref('application:new')).toBeNull()
    expect(subjectHref(null)).toBeNull()
  })
})

describe('news', () => {
  it('has words for each command of the programme, in both languages, and tells nothing of accounts', () => {
    expect(newsWords.size).toBeGreaterThan(20)
    for (const words of newsWords.values())
      expect([words.vi, words.en].every((text) => text !== '')).toBe(true)
    expect(newsWords.has('accounts.create')).toBe(false)
  })
})
