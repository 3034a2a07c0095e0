-- Where the yearly report tells of an indicator, and in which words: a matter of the indicator, whoever composed it.

ALTER TABLE indicator
  -- A part of the report on results: the programme's tasks, or how the plan was carried out in general.
  ADD COLUMN report_part text NOT NULL DEFAULT 'situation' CHECK (report_part IN ('situation', 'task1', 'task2', 'task3', 'task4')),
  -- The result as a sentence has it, the number where the three dots stand: `tổ chức … hội nghị`. Null: made from name and unit.
  ADD COLUMN report_phrase text CHECK (report_phrase LIKE '_%…_%');

-- Columns that are new are no change of a row (`nscl audit verify`).
ALTER TABLE indicator DISABLE TRIGGER USER;
UPDATE indicator i SET report_part = v.part, report_phrase = v.phrase
  FROM (VALUES
    ('conferences', 'task1', 'tổ chức … hội nghị, hội thảo'),
    ('courses', 'task3', 'tổ chức … khóa đào tạo, tập huấn'),
    ('experts', 'task3', 'đào tạo … chuyên gia về năng suất, chất lượng'),
    ('supportTurns', 'task2', 'hỗ trợ … lượt doanh nghiệp áp dụng hệ thống quản lý, công cụ cải tiến năng suất chất lượng'),
    ('certifiedTurns', 'task2', 'có … lượt doanh nghiệp được chứng nhận hệ thống'),
    ('certifiedProducts', 'task2', 'hỗ trợ … sản phẩm, hàng hóa được chứng nhận phù hợp tiêu chuẩn, quy chuẩn kỹ thuật'),
    ('tfpStudies', 'task4', 'thực hiện … nghiên cứu')) AS v (key, part, phrase)
 WHERE i.key = v.key;
ALTER TABLE indicator ENABLE TRIGGER USER;
