// A long form is kept on the server as it is typed; its button does the same without this. One draft for each filling: a version that was
// saved elsewhere meanwhile is told of, and replaced only when the button is pressed again.
const pause = 2000
const retry = 20000

function keepDrafts(bar) {
  const button = bar.querySelector('button')
  const status = bar.querySelector('[role="status"]')
  const form = document.getElementById(bar.dataset.draft)
  // Files that are kept already, by their field.
  const uploaded = new Map()
  let timer
  let busy = false
  let last = content()

  function content() {
    const said = [...new FormData(form)].filter(([name]) => name !== '_saved')
    return JSON.stringify(said.map(([name, value]) => [name, value.name ?? value, value.size ?? 0]))
  }
  function say(text, link, href) {
    status.textContent = text
    if (link === undefined) return
    const anchor = document.createElement('a')
    anchor.textContent = link
    anchor.href = href
    status.append(' ', anchor)
  }
  function body() {
    const data = new FormData()
    for (const [name, value] of new FormData(form)) {
      const kept = uploaded.get(name)
      if (!(value instanceof File)) data.append(name, value)
      else if (kept?.of === value.name && kept.size === value.size && kept.at === value.lastModified) {
        data.set(name, kept.id)
        data.set(`_name.${name}`, value.name)
      } else if (value.size > 0) data.append(name, value)
    }
    return data
  }
  async function save(leaving = false) {
    clearTimeout(timer)
    if (busy || form.dataset.sent) return
    const now = content()
    if (now === last) return
    busy = true
    const sent = body()
    const files = [...sent].filter(([, value]) => value instanceof File)
    try {
      const answer = await fetch(button.formAction, {
        method: 'POST',
        body: sent,
        headers: { Accept: 'application/json' },
        redirect: 'manual',
        keepalive: leaving && files.length === 0,
      })
      if (answer.type === 'opaqueredirect') {
        last = now
        return say(
          bar.dataset.ended,
          bar.dataset.signIn,
          `/sign-in?next=${encodeURIComponent(location.pathname)}`,
        )
      }
      const said = await answer.json()
      if (said.refused !== undefined) return say(said.refused)
      form.elements._saved.value = said.version
      if (said.newer !== undefined) return say(said.newer, bar.dataset.other, said.href)
      last = now
      for (const [name, file] of files) {
        const id = said.files[name]
        if (id !== undefined)
          uploaded.set(name, { id, of: file.name, size: file.size, at: file.lastModified })
      }
      say([`${bar.dataset.saved} ${said.at}.`, ...said.wrong.map((each) => each.said)].join(' '))
    } catch {
      say(bar.dataset.failed)
      timer = setTimeout(save, retry)
    } finally {
      busy = false
    }
  }
  function soon() {
    clearTimeout(timer)
    timer = setTimeout(save, pause)
  }
  form.addEventListener('input', soon)
  form.addEventListener('change', soon)
  button.addEventListener('click', (event) => {
    event.preventDefault()
    last = ''
    save()
  })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') save(true)
  })
  // What came back with mistakes was sent and is written nowhere.
  if (form.dataset.typed === 'unsent') {
    last = ''
    soon()
  }
}
for (const bar of document.querySelectorAll('[data-draft]')) keepDrafts(bar)
