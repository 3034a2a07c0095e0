// Small comforts; every page works without them.
// Filters are applied at once: the list alone is read anew, so that whoever types goes on typing.
let filtering
const applyFilters = async (form) => {
  const list = document.getElementById('list')
  if (!list) return form.requestSubmit()
  filtering?.abort()
  filtering = new AbortController()
  const { signal } = filtering
  const fields = [...new FormData(form)].filter(([, value]) => value !== '')
  const href = `${form.getAttribute('action')}?${new URLSearchParams(fields)}`
  try {
    const answer = await fetch(href, { signal })
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const fresh = page.getElementById('list')
    // Signed out meanwhile, or a fault: the page itself says so.
    if (!fresh) return location.assign(href)
    list.replaceChildren(...fresh.childNodes)
    history.replaceState(null, '', href)
    const clear = form.querySelector('[data-clear]')
    if (clear) clear.hidden = page.querySelector('[data-clear]')?.hidden ?? true
    const said = document.querySelector('[data-list-status]')
    if (said) said.textContent = (list.querySelector('[data-count]') ?? list).textContent.trim().slice(0, 200)
    showPickAll()
  } catch (error) {
    if (error.name !== 'AbortError') form.requestSubmit()
  }
}
const liveForm = (event) => event.target instanceof Element && event.target.closest('form[data-live]')
document.addEventListener('change', (event) => {
  const form = liveForm(event)
  if (form && event.target.matches('select, input')) applyFilters(form)
})
let typing
document.addEventListener('input', (event) => {
  const form = liveForm(event)
  if (!form || !event.target.matches('input[type="search"]')) return
  clearTimeout(typing)
  typing = setTimeout(() => applyFilters(form), 350)
})
// One tick for all rows of a list.
const showPickAll = () => {
  for (const label of document.querySelectorAll('[data-all]')) label.hidden = false
}
showPickAll()
document.addEventListener('change', (event) => {
  const all = event.target instanceof Element && event.target.closest('[data-all]')
  if (!all) return
  for (const box of document.querySelectorAll(`input[name="${all.dataset.all}"]`))
    box.checked = event.target.checked
})
// A second press of the same button sends nothing new (the server would give the first answer anyway).
document.addEventListener('submit', (event) => {
  const form = event.target
  if (form.method !== 'post') return
  if (form.dataset.sent) return event.preventDefault()
  form.dataset.sent = '1'
  setTimeout(() => delete form.dataset.sent, 8000)
})
// Who leaves a form that was typed into and not sent is asked; what was only looked at, and what asks for a password, may be left.
const typedInto = new Set()
document.addEventListener('input', (event) => {
  const form = event.target.form
  if (form?.dataset.typed && !form.querySelector('[type="password"]')) typedInto.add(form)
})
const isChanged = (field) => {
  if (field.type === 'file') return field.files.length > 0
  if (field.type === 'checkbox' || field.type === 'radio') return field.checked !== field.defaultChecked
  if (field.type === 'select-one')
    return (
      field.selectedIndex !==
      Math.max(
        0,
        [...field.options].findIndex((each) => each.defaultSelected),
      )
    )
  return field.type !== 'hidden' && 'defaultValue' in field && field.value !== field.defaultValue
}
window.addEventListener('beforeunload', (event) => {
  for (const form of typedInto)
    if (form.isConnected && !form.dataset.sent && [...form.elements].some(isChanged)) event.preventDefault()
})
document.addEventListener('click', (event) => {
  if (event.target instanceof Element && event.target.closest('[data-leave]')) typedInto.clear()
})
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent
})
// One open menu at a time; Escape and a click outside close it.
const menus = () => document.querySelectorAll('details[data-menu][open]')
document.addEventListener('click', (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false
})
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return
  for (const menu of menus()) {
    menu.open = false
    menu.querySelector('summary')?.focus()
  }
})
// What folds on a phone is open where there is room, and on paper.
const unfold = () => {
  for (const fold of document.querySelectorAll('details[data-fold]')) fold.open = true
}
if (matchMedia('(min-width: 40.01rem)').matches) unfold()
window.addEventListener('beforeprint', unfold)
document.addEventListener('click', (event) => {
  if (event.target instanceof Element && event.target.closest('[data-print]')) window.print()
})
// A block copied from a spreadsheet fills the grid from the cell that it is pasted into.
document.addEventListener('paste', (event) => {
  const start = event.target
  const grid = start instanceof HTMLInputElement && start.closest('table[data-grid]')
  const text = event.clipboardData?.getData('text/plain') ?? ''
  if (!grid || start.type === 'checkbox' || !/[\t\n]/.test(text.trim())) return
  event.preventDefault()
  const rows = [...grid.querySelectorAll('tbody tr')].map((row) => [
    ...row.querySelectorAll('input:not([type="hidden"], [type="checkbox"])'),
  ])
  const lines = rows.filter((row) => row.length > 0)
  const top = lines.findIndex((row) => row.includes(start))
  const left = lines[top].indexOf(start)
  let filled = 0
  for (const [down, line] of text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .entries()) {
    for (const [across, value] of line.split('\t').entries()) {
      const input = lines[top + down]?.[left + across]
      if (!input) continue
      input.value = value.trim()
      filled++
    }
  }
  const status = grid.closest('form')?.querySelector('[data-grid-status]')
  if (status) status.textContent = `${filled} ${status.dataset.gridStatus}`
  start.dispatchEvent(new Event('input', { bubbles: true }))
})
// The sums of a grid of quantities and costs move while somebody types; the server adds up the same when it is sent.
const thousands = { nghìn: 1e3, ngàn: 1e3, triệu: 1e6, tr: 1e6, tỷ: 1e9, tỉ: 1e9 }
const dongTyped = (text) => {
  const [, digits, unit] =
    /^([\d.,\s]+?)\s*(nghìn|ngàn|triệu|tr|tỷ|tỉ)?\s*(?:đồng|đ)?$/.exec(text.trim().toLowerCase()) ?? []
  if (!digits) return 0
  if (!unit) return Number(digits.replace(/[.,\s]/g, ''))
  return Math.round(Number(digits.replace(/[.\s]/g, '').replace(',', '.')) * thousands[unit]) || 0
}
document.addEventListener('input', (event) => {
  const form = event.target instanceof HTMLInputElement && event.target.form
  const rows = form ? [...form.querySelectorAll('tr[data-sum-row]')] : []
  if (rows.length === 0) return
  const said = (amount) => amount.toLocaleString(document.documentElement.lang === 'en' ? 'en-US' : 'vi-VN')
  const sums = new Map()
  let all = 0
  for (const row of rows) {
    const typed = (key) => row.querySelector(`input[name$=".${key}"]`)
    const quantity = Number(typed('quantity').value.replace(/[.,\s]/g, '')) || 0
    const amount = typed('remove')?.checked ? 0 : quantity * dongTyped(typed('unitCost').value)
    const code = typed('line')
      .value.trim()
      .split(/\.\s| · /)[0]
    sums.set(code, (sums.get(code) ?? 0) + amount)
    all += amount
    row.querySelector('[data-row-amount]').textContent = said(amount)
  }
  for (const cell of form.querySelectorAll('[data-sum-line]'))
    cell.textContent = said(sums.get(cell.dataset.sumLine) ?? 0)
  for (const cell of form.querySelectorAll('[data-sum-all]')) cell.textContent = said(all)
})
// Whoever types @ is offered the names that may be named; arrows and Enter choose, Escape leaves it.
const plainName = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').toLowerCase()
document.addEventListener('input', (event) => {
  const field = event.target
  const around = field instanceof HTMLTextAreaElement && field.closest('[data-people]')
  if (!around) return
  around.querySelector('.names')?.remove()
  const typed = /(?:^|[^\p{L}\p{N}])@([^@\n]{0,40})$/u.exec(field.value.slice(0, field.selectionStart))
  if (typed === null) return
  const people = JSON.parse(around.dataset.people).filter((name) =>
    plainName(name).includes(plainName(typed[1])),
  )
  if (people.length === 0 || people.includes(typed[1])) return
  const list = document.createElement('ul')
  list.className = 'names'
  for (const name of people.slice(0, 8)) {
    const choice = document.createElement('button')
    choice.type = 'button'
    choice.textContent = `@${name}`
    choice.addEventListener('click', () => {
      const start = field.selectionStart - typed[1].length
      field.setRangeText(`${name} `, start, field.selectionStart, 'end')
      list.remove()
      field.focus()
    })
    list.append(document.createElement('li'))
    list.lastChild.append(choice)
  }
  around.append(list)
})
document.addEventListener('keydown', (event) => {
  const around = event.target instanceof Element && event.target.closest('[data-people]')
  const names = around ? [...around.querySelectorAll('.names button')] : []
  if (names.length === 0) return
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (event.key === 'Escape') around.querySelector('.names').remove()
  else if (event.key === 'Enter' && event.target instanceof HTMLTextAreaElement) names[0].click()
  else if (step) names[(names.indexOf(document.activeElement) + step + names.length) % names.length].focus()
  else return
  event.preventDefault()
})
// The search of the head: / and Ctrl-K lead to its field, what is found comes while one types, the arrow keys go through it.
const searchField = document.querySelector('form[data-search] input') ?? document.querySelector('#search-q')
const sheet = document.querySelector('[data-found]')
const isTyping = (target) =>
  target instanceof Element && target.matches('input, select, textarea, [contenteditable]')
document.addEventListener('keydown', (event) => {
  const asked =
    event.key === '/' ? !isTyping(event.target) : event.key === 'k' && (event.ctrlKey || event.metaKey)
  if (!asked || !searchField || event.altKey) return
  event.preventDefault()
  if (searchField.checkVisibility()) searchField.select()
  else location.assign('/search')
})
let asking
const showFound = async () => {
  asking?.abort()
  asking = new AbortController()
  const q = searchField.value.trim()
  try {
    const answer = await fetch(`/search?${new URLSearchParams({ q })}`, { signal: asking.signal })
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const found = page.querySelector('#found')
    if (!answer.ok || !found) return
    for (const named of found.querySelectorAll('[id]')) named.removeAttribute('id')
    for (const named of found.querySelectorAll('[aria-labelledby]')) named.removeAttribute('aria-labelledby')
    sheet.replaceChildren(...found.children)
    sheet.hidden = false
  } catch {
    // Another letter came, or the connection is gone: Enter still opens the page.
  }
}
if (sheet) {
  let waiting
  searchField.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(showFound, 200)
  })
  searchField.addEventListener('focus', showFound)
  const closeSheet = () => {
    asking?.abort()
    clearTimeout(waiting)
    sheet.hidden = true
  }
  document.addEventListener('click', (event) => {
    if (!event.target.closest('search')) closeSheet()
  })
  document.addEventListener('focusin', (event) => {
    if (!event.target.closest('search')) closeSheet()
  })
  sheet.parentElement.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      searchField.focus()
      closeSheet()
    }
  })
}
// On the page of the search as in its sheet: arrows from the field through what was found.
document.addEventListener('keydown', (event) => {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const links = [...document.querySelectorAll('[data-found]:not([hidden]) a, #found a')]
  const at = links.indexOf(document.activeElement)
  const inField = document.activeElement?.matches('[type="search"]')
  if (links.length === 0 || (at < 0 && !inField)) return
  event.preventDefault()
  const next = at + (event.key === 'ArrowDown' ? 1 : -1)
  if (next < 0) (document.querySelector('#search-q') ?? searchField).focus()
  else links[next]?.focus()
})

// What follows from amounts that somebody is typing is reckoned by the server: the part of the page is asked for anew. Its form does the same when sent.
for (const part of document.querySelectorAll('[data-recount]')) {
  const names = part.dataset.recount.split(' ')
  let timer
  let latest = 0
  document.addEventListener('input', (event) => {
    if (!names.includes(event.target.name)) return
    clearTimeout(timer)
    timer = setTimeout(async () => {
      latest += 1
      const mine = latest
      const asked = new URL(location.href)
      for (const name of names) {
        const typed = event.target.form.elements[name]?.value.trim() ?? ''
        if (typed === '') asked.searchParams.delete(name)
        else asked.searchParams.set(name, typed)
      }
      const answer = await fetch(asked).catch(() => null)
      // what cannot be read yet leaves the part as it is
      if (answer?.ok !== true || mine !== latest) return
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(part.id)
      if (fresh !== null && mine === latest) part.replaceChildren(...fresh.childNodes)
    }, 500)
  })
}
