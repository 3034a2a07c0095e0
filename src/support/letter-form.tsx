import type { Translate, Words } from '../platform/language.ts'
import type { Fields } from '../ui/index.ts'

/** What a form asks for the head of the letter that it makes (`letterInput`). @param labels what its number and its day are called */
export function LetterHead(props: {
  f: Fields<'number' | 'give' | 'issuedOn' | 'signer'>
  t: Translate
  labels: { readonly number: Words; readonly issuedOn: Words }
}) {
  const { f, t, labels } = props
  return (
    <>
      {f.number('number', {
        label: t(labels.number),
        hint: t('Để trống thì chừa chỗ ghi tay.', 'Left empty: room is left to write it by hand.'),
      })}
      {f.check('give', { label: t('Lấy số tiếp theo của sổ', 'The register gives the next number') })}
      {f.date('issuedOn', { label: t(labels.issuedOn) })}
      {f.text('signer', { label: t('Họ tên người ký', "Signatory's name") })}
    </>
  )
}
