import { createInterface, type Interface } from 'node:readline/promises'
import { listProvinces } from '../places/index.ts'
import { roleNames } from '../platform/actor.ts'
import { Problem } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { chooseProvince, showSetup } from '../setup/index.ts'
import type { Answers, NewUser } from './init-answers.ts'
import { firstAdministrator } from './start.ts'
import { printLine, printTable, type Terminal } from './with-system.ts'

/* The questions of `nscl init` on a terminal: each answer is used at once, so what was chosen stays when it is broken off. */

/** Asks for everything that the set-up needs. */
export async function askAll(terminal: Terminal): Promise<Answers> {
  const asked = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const place = await askProvince(terminal, asked)
    const agencies = await askAgencies(terminal, asked)
    const plan = await ask(
      asked,
      'Tệp kế hoạch đã ký, để trống nếu chưa có / file of the signed plan, empty for none',
    )
    const email = await ask(
      asked,
      `Thư điện tử của quản trị viên / e-mail of the administrator [${firstAdministrator.email}]`,
    )
    return {
      ...place,
      ...agencies,
      plan: plan === '' ? null : plan,
      administrator: email === '' ? firstAdministrator : { ...firstAdministrator, email },
      users: await askUsers(asked),
    }
  } finally {
    asked.close()
  }
}

const ask = async (asked: Interface, question: string) => (await asked.question(`${question}: `)).trim()
const isYes = (answer: string) => /^(c|co|y|yes)$/.test(fold(answer))

async function askProvince(terminal: Terminal, asked: Interface) {
  const before = await terminal.run(showSetup, {})
  if (before.province !== null && before.called !== null && before.day !== null) {
    const { province, called, day } = before
    printLine(`Đang thiết lập dở cho ${called} / half set up for it.`)
    if (!isYes(await ask(asked, 'Đổi tỉnh khác? (c/k) / another province? (y/n)')))
      return { province, called, day }
  }
  const names = (await terminal.run(listProvinces, {})).map(({ name }) => name)
  for (;;) {
    const typed = await ask(asked, 'Tỉnh, thành phố / province')
    const province = names.find((name) => fold(name) === fold(typed)) ?? typed
    const day =
      (await ask(asked, 'Theo tên gọi và đơn vị của ngày [hôm nay] / names and units of the day [today]')) ||
      undefined
    try {
      const chosen = await terminal.run(chooseProvince, { province, day })
      const other = await ask(asked, `Cách viết trong tên cơ quan / as agencies write it [${chosen.called}]`)
      return other === '' ? chosen : await terminal.run(chooseProvince, { province, day, called: other })
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 422) throw error
      for (const { words } of error.fields) printLine(`${words.vi} / ${words.en}`)
    }
  }
}

async function askAgencies(terminal: Terminal, asked: Interface) {
  const { proposals } = await terminal.run(showSetup, {})
  printLine('Cơ quan được đề xuất theo tên thường dùng / agencies proposed by their usual names:')
  printTable(proposals.map(({ key, name, kind }) => ['', key, name, roleNames[kind].vi]))
  const keys = new Set(proposals.map(({ key }) => key))
  const left = await ask(asked, 'Bỏ những khóa nào, cách nhau dấu phẩy / keys to leave out, with commas')
  const without = left.split(/[,;\s]+/).filter((key) => keys.has(key))
  const renamed = new Map<string, string>()
  for (;;) {
    const typed = await ask(
      asked,
      'Đổi tên, dạng khóa=tên; để trống là xong / rename as key=name; empty when done',
    )
    if (typed === '') break
    const at = typed.indexOf('=')
    const key = typed.slice(0, Math.max(at, 0)).trim()
    if (keys.has(key)) renamed.set(key, typed.slice(at + 1).trim())
    else printLine(`Không có khóa này / no such key: ${key || typed}`)
  }
  const communes = isYes(
    await ask(asked, "Thêm cả UBND các xã, phường? (c/k) / the communes' committees too? (y/n)"),
  )
  return { without, renamed, communes }
}

async function askUsers(asked: Interface): Promise<NewUser[]> {
  const users: NewUser[] = []
  for (const role of ['leader', 'coordinator', 'finance', 'home_affairs', 'statistics', 'auditor'] as const) {
    const { vi, en } = roleNames[role]
    const email = await ask(
      asked,
      `Tài khoản ${vi}: thư điện tử, để trống là chưa cần / account for ${en}: e-mail, empty for none`,
    )
    if (email === '') continue
    users.push({ role, email, name: (await ask(asked, 'Họ và tên / full name')) || email })
  }
  return users
}
