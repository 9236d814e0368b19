import { csvLine } from './csv-line.js';

test.each([
  [['plain', 'Ölig 🛢️', 42, -1.5, true, null, ''], 'plain,Ölig 🛢️,42,-1.5,true,,'],
  [['a,b', 'a "word"', 'two\nlines', 'two\r\nlines'], '"a,b","a ""word""","two\nlines","two\r\nlines"'],
  [['=1+1', '+1', '-1', '@SUM(A1)', '\tx'], `"'=1+1","'+1","'-1","'@SUM(A1)","\tx"`],
  [['\r=1', '=HYPERLINK("x","y")'], `"'\r=1","'=HYPERLINK(""x"",""y"")"`],
  [['a=b', 'a-b', ' =1', '＝1'], `a=b,a-b,"' =1","'＝1"`],
  [['x;=cmd|A1;y', 'a; -1', 'a;b'], `"x;'=cmd|A1;y","a;' -1",a;b`],
])('%j is one line', (values, line) => {
  expect(csvLine(values)).toBe(`${line}\r\n`);
});
