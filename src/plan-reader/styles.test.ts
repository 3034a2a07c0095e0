import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readDocument } from '../documents/read/document.ts'
import { readPlan } from './read.ts'
import { type Expected, fieldsExpected, fieldsOf, found } from './testing.ts'

/*
 * Documents in the styles that provinces, ministries, the government and the party write in, all made up, each with the fields
 * that a person reads out of it (the file of the same name in JSON, written before the reader saw the document). The table of
 * what is read is held at the end.
 */

const folder = new URL('fixtures/styles/', import.meta.url)
const names = readdirSync(folder)
  .filter((name) => !name.endsWith('.json'))
  .sort()
const table = await Promise.all(
  names.map(async (name) => {
    const bytes = (file: string) => readFileSync(new URL(file, folder))
    const fields: Expected = JSON.parse(bytes(name.replace(/\.\w+$/, '.json')).toString())
    const plan = readPlan((await readDocument(name, bytes(name))).text)
    const wanted = fieldsExpected(fields)
    const read = fieldsOf(plan, fields)
    const all = wanted.length + (fields.missed?.length ?? 0)
    return { name, plan, fields, wanted, read, all, found: found(wanted, read) }
  }),
)

describe('documents in the styles of provinces, government and party', () => {
  it.each(table)('$name is read field by field, and nothing is read into it', ({ wanted, read }) => {
    expect(read).toEqual(wanted)
  })

  it.each(table)(
    '$name leaves aside only what is no part of a plan, and contradicts itself nowhere',
    ({ plan, fields }) => {
      expect(plan.unplaced.map(({ text }, at) => text.slice(0, fields.unplaced?.[at]?.length ?? 80))).toEqual(
        fields.unplaced ?? [],
      )
      expect(plan.findings.filter(({ severity }) => severity === 'error')).toEqual([])
    },
  )

  it('are read to 95 of 100 fields at least', () => {
    const [all, right] = table.reduce(([sum, some], row) => [sum + row.all, some + row.found], [0, 0])
    expect(table.map((row) => `${row.name}: ${row.found}/${row.all}`)).toMatchInlineSnapshot(`
      [
        "01-quyet-dinh-chuong-trinh.md: 19/19",
        "02-quyet-dinh-mot-dieu.md: 16/16",
        "03-nghi-quyet-chinh-phu.txt: 20/20",
        "04-nghi-quyet-trung-uong.txt: 14/14",
        "05-chuong-trinh-tinh-uy.md: 17/17",
        "06-nghi-quyet-hdnd.md: 18/18",
        "07-de-an-bang-chi-tieu.md: 17/17",
        "08-ke-hoach-dang-doan.txt: 14/14",
        "09-bang-nhiem-vu.md: 16/16",
        "10-ngat-dong.txt: 13/13",
        "100-tong-cong-ty-quyet-dinh-chuong-trinh.txt: 19/19",
        "101-quyet-dinh-cut-sau-can-cu.txt: 8/8",
        "102-nhieu-nguon-nhan-nam-tong-sau.txt: 28/28",
        "11-trang-web.md: 13/13",
        "12-nhieu-nguon.md: 13/13",
        "13-du-an.md: 12/12",
        "14-can-cu-trong-muc.txt: 31/31",
        "15-ban-sao-trang-luat.txt: 30/30",
        "16-quyet-dinh-bo.txt: 31/31",
        "17-quyet-dinh-thu-tuong.txt: 35/35",
        "18-nghi-quyet-muc-chi.txt: 14/14",
        "19-bang-chi-tieu-nhieu-nam.txt: 26/26",
        "20-hai-phu-luc.txt: 28/28",
        "21-ke-hoach-so-viec-theo-dong.txt: 24/24",
        "22-trang-in-pdftotext.txt: 32/32",
        "23-nghi-quyet-tinh-uy.txt: 20/20",
        "24-ke-hoach-xa.txt: 23/23",
        "25-bang-html-nguon-nam.txt: 17/17",
        "26-du-toan-don-gia.txt: 21/21",
        "27-chi-thi.txt: 15/15",
        "28-quyet-dinh-ke-hoach-de-xuat.txt: 24/24",
        "29-bang-viec-va-kinh-phi.txt: 18/18",
        "30-dieu-khong-muc.txt: 18/18",
        "31-nghi-quyet-ban-thuong-vu.txt: 25/25",
        "32-quyet-dinh-ban-sao-mat-dong.txt: 27/27",
        "33-ban-sao-khong-tieu-de.txt: 24/24",
        "34-nghi-quyet-thong-qua-de-an.md: 24/24",
        "35-de-an-chi-tieu-gop-o.md: 29/29",
        "36-du-an-theo-chuong.txt: 19/19",
        "37-ke-hoach-bo-bang-nhiem-vu.md: 20/20",
        "38-chuong-trinh-hanh-dong-bao-mang.txt: 24/24",
        "39-ke-hoach-ngat-dong-co-trang.txt: 23/23",
        "40-du-toan-ba-tang-dau.txt: 19/19",
        "41-docx-gop-o-bang-long.docx: 31/31",
        "42-pdf-trang.pdf: 29/29",
        "43-bang-viec-chu-tri-phoi-hop-chung-o.md: 15/15",
        "44-ke-hoach-nam-cua-so.txt: 21/21",
        "45-ke-hoach-dau-gach-cheo.txt: 25/26",
        "46-quyet-dinh-bo-truong-phe-duyet.txt: 24/24",
        "47-muc-tieu-theo-nam.md: 26/28",
        "48-kinh-phi-cot-nguon.txt: 20/20",
        "49-huong-dan-so.txt: 19/19",
        "50-pdftotext-thut-dau-dong.txt: 23/23",
        "53-ke-hoach-tinh-uy.txt: 27/27",
        "54-bang-chi-tieu-nhom.md: 28/28",
        "55-de-an-long-nhieu-cap.txt: 26/26",
        "56-docx-chuong-trinh-bang-viec.docx: 18/18",
        "57-quyet-dinh-trang-luat-bang-chia.txt: 37/38",
        "58-ban-sao-ngat-dong-giua-chu.txt: 30/30",
        "59-nguon-nhan-nam.md: 41/41",
        "60-nghi-quyet-ke-hoach-hdnd.txt: 29/30",
        "61-html-hai-bang.txt: 25/25",
        "62-tab-chi-tieu-va-kinh-phi.txt: 32/32",
        "63-pdf-ngat-dong-huyen.txt: 32/32",
        "64-ke-hoach-nam-khong-kinh-phi.txt: 21/21",
        "65-phu-luc-danh-muc-nhiem-vu.md: 28/28",
        "66-khuyen-cong-phe-duyet.txt: 40/40",
        "67-doan-van-lien-mach.txt: 37/37",
        "68-docx-bang-viec-kinh-phi-chung.txt: 29/29",
        "69-quyet-dinh-ocop-trang-luat.txt: 34/34",
        "70-ngat-dong-hep.txt: 29/29",
        "71-nam-nhan-nguon.md: 33/33",
        "72-pdf-cap-huyen.txt: 29/29",
        "73-html-viec-va-chi-tieu.txt: 19/19",
        "74-tab-nhieu-nguon-tong-truoc.txt: 27/27",
        "75-ke-hoach-lang-nghe-muc-dich.txt: 30/30",
        "76-quyet-dinh-de-an-chu-luc.md: 29/29",
        "77-ke-hoach-thanh-pho-bang-chi-tieu-van-ban.txt: 25/25",
        "78-ke-hoach-so-muc-a-b.txt: 27/27",
        "79-nghi-quyet-quy-dinh-chinh-sach.txt: 21/21",
        "80-pdf-hai-cot-dau-bang-nguon.txt: 28/28",
        "81-trang-web-bang-nhiem-vu.txt: 26/26",
        "82-de-an-ngat-dong-theo-phan.txt: 29/29",
        "83-nghi-quyet-hdnd-chuong-trinh-bang-von.md: 23/23",
        "84-quyet-dinh-ke-hoach-nam-giao-viec.txt: 30/30",
        "85-chuong-trinh-ban-thuong-vu-viec-giao.txt: 22/22",
        "86-ke-hoach-bang-markdown-du-toan-viec.md: 27/27",
        "87-quyet-dinh-bo-phe-duyet-de-an.txt: 24/24",
        "88-ke-hoach-xa-ngat-dong.txt: 23/23",
        "89-tong-cong-ty-tieu-chi-hieu-qua.txt: 30/30",
        "90-tap-doan-bang-viec-tien-bang-chu.md: 21/21",
        "91-ke-hoach-cut-truoc-muc-dau.txt: 7/7",
        "92-bao-cao-phu-luc-kien-nghi.txt: 16/16",
        "93-ke-hoach-kien-nghi-ngat-dong.txt: 19/19",
        "94-quyet-dinh-bo-chuong-trinh-ten-tieng-anh.txt: 25/25",
        "95-nghi-quyet-hdnd-nguon-nhan-nam.md: 22/22",
        "96-trang-web-bang-thuoc-tinh.txt: 18/18",
        "97-ke-hoach-phuong-bang-viec-kinh-phi-chu.txt: 23/23",
        "98-chuong-trinh-bo-bang-nhiem-vu.md: 24/24",
        "99-bang-chi-tieu-moc.md: 27/27",
      ]
    `)
    expect(right / all).toBeGreaterThanOrEqual(0.95)
  })
})
