// The door of an event: what is typed or scanned is kept on the phone first, then sent; it leaves the phone when the server has answered. Each
// line has a name of its own, so that one whose answer was lost is sent again and acts once.
import { outbox, post } from './outbox.js'

const shownLines = 30

function openDoor(box) {
  const { door, action, noted, again, waits, refused, signin, scan, stop, nocamera, forget } = box.dataset
  const form = document.querySelector(`form[action="${action}"]`)
  const input = form.elements.code
  const store = `nscl.door.${door}`
  let lines = read()

  const status = document.createElement('p')
  status.setAttribute('role', 'status')
  status.className = 'my-3 font-semibold'
  const list = document.createElement('ul')
  list.className = 'grid gap-1'
  const camera = cameraOf()
  box.append(camera, status, list)

  function read() {
    try {
      return JSON.parse(localStorage.getItem(store)) ?? []
    } catch {
      return []
    }
  }
  function keep() {
    // what was answered is kept as far as it is shown, what waits always
    const answered = lines.filter((line) => line.said !== undefined && !line.bad).slice(-shownLines)
    lines = lines.filter((line) => line.said === undefined || line.bad || answered.includes(line))
    try {
      localStorage.setItem(store, JSON.stringify(lines))
    } catch {
      // a phone that keeps nothing still sends what stands on the page
    }
    show()
  }
  function show() {
    const waiting = lines.filter((line) => line.said === undefined)
    status.textContent = waiting.length === 0 ? '' : `${waits}: ${waiting.length}`
    list.replaceChildren(
      ...lines.toReversed().map((line) => {
        const row = document.createElement('li')
        row.textContent = `${line.said ?? waits}: ${line.who ?? line.code}`
        if (line.bad) {
          row.className = 'text-error'
          const drop = document.createElement('button')
          drop.type = 'button'
          drop.className = 'btn btn-sm ml-2'
          drop.textContent = forget
          drop.addEventListener('click', () => {
            lines = lines.filter((each) => each !== line)
            keep()
          })
          row.append(drop)
        }
        return row
      }),
    )
  }
  function add(typed) {
    const code = typed.replace(/\D/g, '')
    if (code === '') return
    // the same code twice in a row is one person held before the camera for long
    if (lines.some((line) => line.code === code && line.said === undefined)) return
    lines.push({ key: crypto.randomUUID(), code, at: new Date().toISOString() })
    keep()
    flush()
  }
  const flush = outbox({
    waiting: () => lines.filter((each) => each.said === undefined),
    send: (line) => post(action, new URLSearchParams({ _once: line.key, code: line.code, cameAt: line.at })),
    answered(line, said) {
      line.bad = said.refused !== undefined
      line.said = line.bad ? `${refused} (${said.refused})` : said.again ? again : noted
      line.who = said.who
      keep()
    },
    signedOut() {
      status.textContent = signin
    },
  })
  function cameraOf() {
    const place = document.createElement('div')
    place.className = 'my-3'
    if (!window.isSecureContext || !('BarcodeDetector' in window) || navigator.mediaDevices === undefined) {
      place.textContent = nocamera
      place.className = 'hint my-3'
      return place
    }
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'btn'
    button.textContent = scan
    const video = document.createElement('video')
    video.className = 'mt-3 max-w-full'
    video.playsInline = true
    video.muted = true
    video.hidden = true
    place.append(button, video)
    let stream = null
    let last = ''
    async function start() {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
      video.srcObject = stream
      video.hidden = false
      await video.play()
      button.textContent = stop
      const detector = new BarcodeDetector({ formats: ['qr_code'] })
      while (stream !== null) {
        const found = await detector.detect(video).catch(() => [])
        const value = found[0]?.rawValue ?? ''
        if (/^\d{8}$/.test(value) && value !== last) add(value)
        if (value !== '') last = value
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
    }
    function end() {
      for (const track of stream?.getTracks() ?? []) track.stop()
      stream = null
      video.hidden = true
      button.textContent = scan
    }
    button.addEventListener('click', () => {
      if (stream !== null) return end()
      start().catch(() => {
        end()
        place.textContent = nocamera
      })
    })
    return place
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    event.stopImmediatePropagation()
    add(input.value)
    input.value = ''
    input.focus()
  })
  show()
  flush()
}
for (const box of document.querySelectorAll('[data-door]')) openDoor(box)
