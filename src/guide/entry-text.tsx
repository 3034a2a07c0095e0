import { sectorGroups } from '../enterprises/index.ts'
import { formatDate } from '../platform/dates.ts'
import type { Translate } from '../platform/language.ts'
import { Facts, Markdown, Section } from '../ui/index.ts'
import type { GuideRow } from './public-queries.ts'
import { goals, referenceKinds } from './rules.ts'

/* What an entry says, for its readers and for whoever writes or publishes it. */

export type Said = Pick<
  GuideRow,
  | 'about'
  | 'aboutEn'
  | 'whom'
  | 'whomEn'
  | 'steps'
  | 'stepsEn'
  | 'papers'
  | 'papersEn'
  | 'readiness'
  | 'readinessEn'
  | 'readinessSource'
  | 'standards'
  | 'sectors'
  | 'goals'
  | 'content'
  | 'contentEn'
>

/** The parts of the text, in the language of the reader. */
export function Parts({ of, t }: { of: Said; t: Translate }) {
  return (
    <>
      <Section title={t('Là gì', 'What it is')} id="about">
        <Markdown text={t(of.about, of.aboutEn)} />
        <div class="mt-4">
          <Facts
            columns={2}
            items={[
              [t('Nội dung hỗ trợ', 'Content of support'), t(of.content, of.contentEn)],
              [t('Tiêu chuẩn, công cụ', 'Standards, tools'), of.standards.join('; ')],
              [
                t('Ngành', 'Sector'),
                of.sectors.length === 0
                  ? t('Mọi lĩnh vực', 'Any sector')
                  : of.sectors.map((key) => t(sectorGroups.names[key])).join('; '),
              ],
              [t('Mong muốn đạt được', 'Aim'), of.goals.map((key) => t(goals.names[key])).join('; ')],
            ]}
          />
        </div>
      </Section>
      <Section title={t('Dành cho ai', 'For whom')} id="whom">
        <Markdown text={t(of.whom, of.whomEn)} />
      </Section>
      <Section title={t('Các bước áp dụng', 'Steps of applying it')} id="steps">
        <Markdown text={t(of.steps, of.stepsEn)} />
      </Section>
      {of.papers === null ? null : (
        <Section title={t('Giấy tờ, hồ sơ cần có', 'Papers and records that it needs')} id="papers">
          <Markdown text={t(of.papers, of.papersEn ?? of.papers)} />
        </Section>
      )}
      {of.readiness === null ? null : (
        <Section title={t('Thang đo mức sẵn sàng', 'Scale of readiness')} id="readiness">
          <Markdown text={t(of.readiness, of.readinessEn ?? of.readiness)} />
          <p class="hint mt-2">
            {t('Nguồn của thang đo', 'Source of the scale')}: {of.readinessSource}
          </p>
        </Section>
      )}
    </>
  )
}

interface ReferenceLike {
  readonly kind: (typeof referenceKinds.keys)[number]
  readonly title: string
  readonly publisher: string | null
  readonly address: string | null
  readonly readOn: string | null
}

/** One reference: its title as a link, who published it, when it was read. */
export function Reference({ of, t }: { of: ReferenceLike; t: Translate }) {
  return (
    <>
      {of.address === null ? (
        of.title
      ) : (
        <a href={of.address} rel="noopener noreferrer nofollow">
          {of.title}
        </a>
      )}
      {of.publisher === null ? null : `. ${of.publisher}`}
      {of.readOn === null ? null : (
        <span class="hint">
          {' '}
          {t(`Đọc ngày ${formatDate(of.readOn)}.`, `Read on ${formatDate(of.readOn)}.`)}
        </span>
      )}
      {of.address === null ? null : <span class="hint block wrap-anywhere">{of.address}</span>}
    </>
  )
}

/** The references of an entry, kind by kind. */
export function References({ of, t }: { of: readonly ReferenceLike[]; t: Translate }) {
  const kinds = referenceKinds.keys.filter((key) => key !== 'adviser' && of.some(({ kind }) => kind === key))
  const advisers = of.filter(({ kind }) => kind === 'adviser')
  return (
    <>
      {kinds.map((key) => (
        <Section title={t(referenceKinds.names[key])} id={`references-${key}`}>
          <ul class="list-disc space-y-2 pl-5">
            {of
              .filter(({ kind }) => kind === key)
              .map((one) => (
                <li>
                  <Reference of={one} t={t} />
                </li>
              ))}
          </ul>
        </Section>
      ))}
      <Section title={t('Nơi tư vấn', 'Adviser')} id="references-adviser">
        {advisers.length === 0 ? (
          <p class="hint">
            {t(
              'Cơ quan chưa ghi nơi tư vấn nào cho mục này.',
              'The office has named no adviser for this entry yet.',
            )}
          </p>
        ) : (
          <ul class="list-disc space-y-2 pl-5">
            {advisers.map((one) => (
              <li>
                <Reference of={one} t={t} />
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  )
}
