import { QrPicture } from './qr-picture.tsx'

/** How many labels stand on an A4 page: three by eight. */
const onPage = 24

/** A page of equal labels to print and cut, each with the QR code of an address and what stands beside it. */
export function LabelSheet(props: { text: string; label: string; lines: readonly string[] }) {
  const { text, label, lines } = props
  return (
    <ul class="grid grid-cols-3 gap-2">
      {Array.from({ length: onPage }, () => (
        <li class="flex items-center gap-2 border border-base-content/40 p-1 [&_[role=img]]:size-20">
          <QrPicture text={text} label={label} />
          <span class="min-w-0 break-words text-xs">
            {lines.map((line) => (
              <span class="block">{line}</span>
            ))}
          </span>
        </li>
      ))}
    </ul>
  )
}
