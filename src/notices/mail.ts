import { type Language, translator } from '../platform/language.ts'
import type { Mail } from '../platform/mailing.ts'
import { markedTitle } from '../platform/sample.ts'
import type { Template } from './kinds.ts'

export interface Reader {
  readonly email: string
  readonly name: string
  readonly language: Language
}

export interface Said extends Template {
  readonly id: number
  readonly href: string
}

/** The mail of one notice, or of a day's. Pure. @param publicUrl where the program is */
export function mailOf(reader: Reader, notices: readonly Said[], publicUrl: string, daily: boolean): Mail {
  const t = translator(reader.language)
  const [first] = notices
  const subject =
    daily || first === undefined
      ? t(`${notices.length} thông báo trong ngày`, `${notices.length} notices of the day`)
      : first.subject
  return {
    to: reader.email,
    subject: markedTitle(subject, t),
    messageId: `<notice-${daily ? 'day-' : ''}${notices
      .map(({ id }) => id)
      .join('-')
      .slice(0, 100)}@${new URL(publicUrl).hostname}>`,
    text: [
      t(`Kính gửi ${reader.name},`, `Dear ${reader.name},`),
      ...notices.map(({ subject, body, href }) =>
        [...(daily ? [`- ${subject}`] : []), body, `${publicUrl}${href}`].join('\n'),
      ),
      t(
        `Thư này do chương trình tự gửi. Chọn cách nhận thông báo tại ${publicUrl}/notices/wishes.`,
        `The program sent this mail by itself. Choose how you are told at ${publicUrl}/notices/wishes.`,
      ),
    ].join('\n\n'),
  }
}
