// The photographs of a visit: each is made smaller on the phone, which also leaves out what the camera wrote into it, kept there, and sent when there is
// a network; it leaves the phone when the server has answered.
import { outbox, post } from './outbox.js'

const longestSide = 1600
const quality = 0.8
const shownLines = 20

/** The photographs that wait on this phone, of all visits; without a store they last as long as the page. */
async function openStore() {
  const database = await new Promise((resolve) => {
    const asked = indexedDB.open('nscl', 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore('photographs', { keyPath: 'key' })
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => resolve(null)
  }).catch(() => null)
  const run = (mode, act) =>
    new Promise((resolve, reject) => {
      const asked = act(database.transaction('photographs', mode).objectStore('photographs'))
      asked.onsuccess = () => resolve(asked.result)
      asked.onerror = () => reject(asked.error)
    })
  if (database === null) return { all: async () => [], put: async () => false, drop: async () => {} }
  return {
    all: () => run('readonly', (store) => store.getAll()),
    put: (line) =>
      run('readwrite', (store) => store.put(line)).then(
        () => true,
        () => false,
      ),
    drop: (key) => run('readwrite', (store) => store.delete(key)),
  }
}

async function smaller(file) {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
  if (blob === null) throw new Error('no picture')
  return blob
}

const placeNow = () =>
  new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve(`${coords.latitude.toFixed(5)}, ${coords.longitude.toFixed(5)}`),
      () => resolve(null),
      { timeout: 10000, enableHighAccuracy: true },
    )
  })

async function openPhotographs(box) {
  const { visit, person, action } = box.dataset
  const { kept, sent, again, waits, refused, unread, signin, forget, unkept, keepplace, noplace } =
    box.dataset
  const form = document.querySelector(`form[action="${action}"]`)
  const input = form.elements.fileId
  input.multiple = true
  const store = await openStore()
  let lines = (await store.all()).filter((line) => line.visit === visit)

  const status = document.createElement('p')
  status.setAttribute('role', 'status')
  status.className = 'my-3 font-semibold'
  const list = document.createElement('ul')
  list.className = 'grid gap-1'
  const place = placeBox()
  box.append(status, list)

  /** Asks whether the place is kept: not unless it is ticked, and then the phone asks too. */
  function placeBox() {
    if (!window.isSecureContext || navigator.geolocation === undefined) return null
    const label = document.createElement('label')
    label.className = 'flex items-center gap-2 py-2'
    const check = document.createElement('input')
    check.type = 'checkbox'
    check.className = 'checkbox'
    label.append(check, keepplace)
    form.querySelector('button[type="submit"]').parentElement.before(label)
    return check
  }
  function show() {
    const waiting = lines.filter((line) => line.said === undefined)
    status.textContent = waiting.length === 0 ? '' : `${waits}: ${waiting.length}`
    list.replaceChildren(
      ...lines.toReversed().map((line) => {
        const row = document.createElement('li')
        row.textContent = `${line.said ?? waits}: ${line.caption || line.name}`
        if (line.bad) {
          row.className = 'text-error'
          const drop = document.createElement('button')
          drop.type = 'button'
          drop.className = 'btn btn-sm ml-2'
          drop.textContent = forget
          drop.addEventListener('click', async () => {
            await store.drop(line.key)
            lines = lines.filter((each) => each !== line)
            show()
          })
          row.append(drop)
        }
        return row
      }),
    )
  }
  const flush = outbox({
    waiting: () => lines.filter((line) => line.said === undefined),
    send(line) {
      const body = new FormData()
      body.set('_once', line.key)
      body.set('key', line.key)
      body.set('person', line.person)
      body.set('takenAt', line.at)
      body.set('caption', line.caption)
      body.set('place', line.place ?? '')
      body.set('fileId', line.blob, line.name)
      return post(action, body)
    },
    async answered(line, said) {
      line.bad = said.refused !== undefined
      line.said = line.bad ? `${refused} (${said.refused})` : said.again ? again : sent
      // what was refused stays on the phone until whoever took it lets it go
      if (!line.bad) {
        await store.drop(line.key)
        line.blob = undefined
      }
      lines = lines.filter(
        (each, at) => each.said === undefined || each.bad || at >= lines.length - shownLines,
      )
      show()
    },
    signedOut() {
      status.textContent = signin
    },
  })
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    event.stopImmediatePropagation()
    const files = [...input.files]
    if (files.length === 0) return input.focus()
    const caption = form.elements.caption.value.trim()
    const typed = form.elements.place.value.trim()
    input.value = ''
    form.elements.caption.value = ''
    const found = place?.checked ? await placeNow() : null
    let said = place?.checked && found === null && typed === '' ? noplace : kept
    for (const [at, file] of files.entries()) {
      const key = crypto.randomUUID()
      try {
        const blob = await smaller(file)
        const taken = Math.min(file.lastModified || Date.now(), Date.now())
        const name = `${visit}-${new Date(taken).toISOString().slice(0, 19).replace(/\D/g, '')}-${at + 1}.jpg`
        const line = { key, visit, person, blob, name, caption, at: new Date(taken).toISOString() }
        line.place = typed || found
        if (!(await store.put(line))) said = unkept
        lines.push(line)
      } catch {
        lines.push({ key, name: file.name, caption, bad: true, said: unread })
      }
    }
    show()
    if (said !== kept) status.textContent = said
    flush()
  })
  show()
  flush()
}
for (const box of document.querySelectorAll('[data-photographs]')) openPhotographs(box)
