import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { drawPng } from '../official/png.ts'

/* The program of a process of its own: a PDF comes in, the picture of its first page goes out. */

// Where memory ends, this process is the one to go, not the program or its database.
try {
  writeFileSync('/proc/self/oom_score_adj', '1000')
} catch {
  // Not Linux: there is nothing of the kind.
}

/** An A4 page, in points; a page of another shape is fitted into it. */
const page = `#set page(width: auto, height: auto, margin: 0pt)
#image("/page.pdf", page: 1, width: 595pt, height: 842pt, fit: "contain")`

const workspace = tmpdir()
const compiler = NodeCompiler.create({ workspace })
compiler.mapShadow(join(workspace, 'page.pdf'), await buffer(process.stdin))
process.stdout.write(await drawPng(compiler.svg({ mainFileContent: page }), 1.5))
