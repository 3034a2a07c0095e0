import { Table } from '../ui/index.ts'
import { type SignedBlock, signedBlocks } from './signed-text.ts'

/** The signed text of a plan, in Vietnamese as signed, each section with an anchor. */
export function SignedText(props: { text: string }) {
  return (
    <div class="prose-vi" lang="vi">
      {signedBlocks(props.text).map((block) => (
        <Block block={block} />
      ))}
    </div>
  )
}

function Block({ block }: { block: SignedBlock }) {
  if (block.kind === 'heading') {
    return (
      <h3 class="mt-4" id={block.anchor}>
        <a class="plain" href={`#${block.anchor}`}>
          {block.text}
        </a>
      </h3>
    )
  }
  if (block.kind === 'paragraph') return <p class="mt-2">{block.text}</p>
  if (block.kind === 'list') {
    return (
      <ul class="mt-2 list-disc pl-5">
        {block.items.map((item) => (
          <li>{item}</li>
        ))}
      </ul>
    )
  }
  return (
    <div class="mt-3">
      <Table caption="Phụ lục">
        <tbody>
          {block.rows.map((cells) => (
            <tr>
              {cells.map((cell) => (
                <td class={/^[\d.]+$/.test(cell) ? 'num' : ''}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  )
}
