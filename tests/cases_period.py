"""Tables of periods: what each text means, why it is refused, which two can both be true."""

from __future__ import annotations

# text | window | precision class | canonical label; "-" is an open end
FORMS = """
2025-12-26                      | 2025-12-26 2025-12-26 | day     | 2025-12-26
2028-02-29                      | 2028-02-29 2028-02-29 | day     | 2028-02-29
2027-04                         | 2027-04-01 2027-04-30 | month   | 2027-04
2028-02                         | 2028-02-01 2028-02-29 | month   | 2028-02
2027-12                         | 2027-12-01 2027-12-31 | month   | 2027-12
2027                            | 2027-01-01 2027-12-31 | year    | 2027
1900                            | 1900-01-01 1900-12-31 | year    | 1900
2199                            | 2199-01-01 2199-12-31 | year    | 2199
2027-Q1                         | 2027-01-01 2027-03-31 | quarter | 2027-Q1
2027-Q3                         | 2027-07-01 2027-09-30 | quarter | 2027-Q3
2027Q3                          | 2027-07-01 2027-09-30 | quarter | 2027-Q3
q3 2027                         | 2027-07-01 2027-09-30 | quarter | 2027-Q3
Q4 of 2027                      | 2027-10-01 2027-12-31 | quarter | 2027-Q4
2027-H1                         | 2027-01-01 2027-06-30 | half    | 2027-H1
2027H2                          | 2027-07-01 2027-12-31 | half    | 2027-H2
2027 - h2                       | 2027-07-01 2027-12-31 | half    | 2027-H2
H2 2027                         | 2027-07-01 2027-12-31 | half    | 2027-H2
FY2027                          | 2027-04-01 2028-03-31 | year    | FY2027
fy 2027                         | 2027-04-01 2028-03-31 | year    | FY2027
FY2199                          | 2199-04-01 2200-03-31 | year    | FY2199
FY2027-Q1                       | 2027-04-01 2027-06-30 | quarter | FY2027-Q1
FY2027-Q4                       | 2028-01-01 2028-03-31 | quarter | FY2027-Q4
FY2027-H1                       | 2027-04-01 2027-09-30 | half    | FY2027-H1
FY2027-H2                       | 2027-10-01 2028-03-31 | half    | FY2027-H2
FY2027H2                        | 2027-10-01 2028-03-31 | half    | FY2027-H2
H2 FY2027                       | 2027-10-01 2028-03-31 | half    | FY2027-H2
H2FY2027                        | 2027-10-01 2028-03-31 | half    | FY2027-H2
2H FY2027                       | 2027-10-01 2028-03-31 | half    | FY2027-H2
2HFY2027                        | 2027-10-01 2028-03-31 | half    | FY2027-H2
3Q 2027                         | 2027-07-01 2027-09-30 | quarter | 2027-Q3
FY2027 3Q                       | 2027-10-01 2027-12-31 | quarter | FY2027-Q3
203X                            | 2030-01-01 2039-12-31 | longer  | 203X
200x                            | 2000-01-01 2009-12-31 | longer  | 200X
2020s                           | 2020-01-01 2029-12-31 | longer  | 202X
the 2020s                       | 2020-01-01 2029-12-31 | longer  | 202X
late 2020s                      | 2025-01-01 2029-12-31 | longer  | 2025/2029
in the late 2020s               | 2025-01-01 2029-12-31 | longer  | 2025/2029
second half of the 2020s        | 2025-01-01 2029-12-31 | longer  | 2025/2029
early 2020s                     | 2020-01-01 2024-12-31 | longer  | 2020/2024
2027/2028                       | 2027-01-01 2028-12-31 | longer  | 2027/2028
2027 / FY2027                   | 2027-01-01 2028-03-31 | longer  | 2027/FY2027
2027-04/2027-06                 | 2027-04-01 2027-06-30 | quarter | 2027-04/2027-06
2027/2027                       | 2027-01-01 2027-12-31 | year    | 2027/2027
2027-04-30/2027-05-01           | 2027-04-30 2027-05-01 | month   | 2027-04-30/2027-05-01
2027-04-01/2027-05-01           | 2027-04-01 2027-05-01 | month   | 2027-04-01/2027-05-01
2027-04-01/2027-05-02           | 2027-04-01 2027-05-02 | quarter | 2027-04-01/2027-05-02
2027-07-01/2027-10-01           | 2027-07-01 2027-10-01 | half    | 2027-07-01/2027-10-01
2027-07-01/2028-01-01           | 2027-07-01 2028-01-01 | year    | 2027-07-01/2028-01-01
2028                            | 2028-01-01 2028-12-31 | year    | 2028
2028-01-01/2029-01-01           | 2028-01-01 2029-01-01 | longer  | 2028-01-01/2029-01-01
late 2020s/2031                 | 2025-01-01 2031-12-31 | longer  | 2025/2031
2024/late 2020s                 | 2024-01-01 2029-12-31 | longer  | 2024/2029
../2028-03                      | - 2028-03-31          | longer  | ../2028-03
FY2027/..                       | 2027-04-01 -          | longer  | FY2027/..
second half of FY2027           | 2027-10-01 2028-03-31 | half    | FY2027-H2
the second-half 2027            | 2027-07-01 2027-12-31 | half    | 2027-H2
1st half of the fiscal year 2027| 2027-04-01 2027-09-30 | half    | FY2027-H1
first quarter of fiscal 2027    | 2027-04-01 2027-06-30 | quarter | FY2027-Q1
third quarter of 2027           | 2027-07-01 2027-09-30 | quarter | 2027-Q3
4th quarter of 2027             | 2027-10-01 2027-12-31 | quarter | 2027-Q4
fiscal year 2027                | 2027-04-01 2028-03-31 | year    | FY2027
Fiscal 2027                     | 2027-04-01 2028-03-31 | year    | FY2027
by March 2028                   | - 2028-03-31          | longer  | ../2028-03
by 2027                         | - 2027-12-31          | longer  | ../2027
by fiscal year 2027             | - 2028-03-31          | longer  | ../FY2027
by the end of FY2027            | - 2028-03-31          | longer  | ../FY2027
by end of 2027                  | - 2027-12-31          | longer  | ../2027
by end-March 2028               | - 2028-03-31          | longer  | ../2028-03
by end 2027                     | - 2027-12-31          | longer  | ../2027
from FY2027                     | 2027-04-01 -          | longer  | FY2027/..
from FY2027 to FY2030           | 2027-04-01 2031-03-31 | longer  | FY2027/FY2030
2027 to 2028                    | 2027-01-01 2028-12-31 | longer  | 2027/2028
FY2027 to FY2030                | 2027-04-01 2031-03-31 | longer  | FY2027/FY2030
in 2027                         | 2027-01-01 2027-12-31 | year    | 2027
within FY2027                   | 2027-04-01 2028-03-31 | year    | FY2027
during 2027                     | 2027-01-01 2027-12-31 | year    | 2027
FY2029-FY2030                   | 2029-04-01 2031-03-31 | longer  | FY2029/FY2030
FY2029–FY2030                   | 2029-04-01 2031-03-31 | longer  | FY2029/FY2030
fiscal 2029 - fiscal 2030       | 2029-04-01 2031-03-31 | longer  | FY2029/FY2030
2027-2031                       | 2027-01-01 2031-12-31 | longer  | 2027/2031
2027 - 2031                     | 2027-01-01 2031-12-31 | longer  | 2027/2031
between 2027 and 2031           | 2027-01-01 2031-12-31 | longer  | 2027/2031
from 2027 through 2031          | 2027-01-01 2031-12-31 | longer  | 2027/2031
2027 or later                   | 2027-01-01 -          | longer  | 2027/..
from FY2027 onwards             | 2027-04-01 -          | longer  | FY2027/..
since FY2027                    | 2027-04-01 -          | longer  | FY2027/..
until March 2028                | - 2028-03-31          | longer  | ../2028-03
until the end of FY2027         | - 2028-03-31          | longer  | ../FY2027
no later than March 2028        | - 2028-03-31          | longer  | ../2028-03
April-June 2027                 | 2027-04-01 2027-06-30 | quarter | 2027-04/2027-06
Apr.–Jun. 2027                  | 2027-04-01 2027-06-30 | quarter | 2027-04/2027-06
from April to June 2027         | 2027-04-01 2027-06-30 | quarter | 2027-04/2027-06
between April and June 2027     | 2027-04-01 2027-06-30 | quarter | 2027-04/2027-06
2024-12-11/20                   | 2024-12-11 2024-12-20 | month   | 2024-12-11/2024-12-20
2022-12-06/07                   | 2022-12-06 2022-12-07 | month   | 2022-12-06/2022-12-07
2026-03/05                      | 2026-03-01 2026-05-31 | quarter | 2026-03/2026-05
latter half of fiscal 2027      | 2027-10-01 2028-03-31 | half    | FY2027-H2
first half of fiscal 2027       | 2027-04-01 2027-09-30 | half    | FY2027-H1
1H2027                          | 2027-01-01 2027-06-30 | half    | 2027-H1
3Q2027                          | 2027-07-01 2027-09-30 | quarter | 2027-Q3
1st April 2027                  | 2027-04-01 2027-04-01 | day     | 2027-04-01
April 1st, 2027                 | 2027-04-01 2027-04-01 | day     | 2027-04-01
2027–2028                       | 2027-01-01 2028-12-31 | longer  | 2027/2028
H2 2027–H1 2028                 | 2027-07-01 2028-06-30 | year    | 2027-H2/2028-H1
April 2027                      | 2027-04-01 2027-04-30 | month   | 2027-04
Apr. 2027                       | 2027-04-01 2027-04-30 | month   | 2027-04
18 July 2025                    | 2025-07-18 2025-07-18 | day     | 2025-07-18
July 18, 2025                   | 2025-07-18 2025-07-18 | day     | 2025-07-18
JUL 18 2025                     | 2025-07-18 2025-07-18 | day     | 2025-07-18
2027年                          | 2027-01-01 2027-12-31 | year    | 2027
2027年中                        | 2027-01-01 2027-12-31 | year    | 2027
2027年4月                       | 2027-04-01 2027-04-30 | month   | 2027-04
2027年04月01日                  | 2027-04-01 2027-04-01 | day     | 2027-04-01
2027 年 4 月 1 日               | 2027-04-01 2027-04-01 | day     | 2027-04-01
２０２７年１２月                | 2027-12-01 2027-12-31 | month   | 2027-12
２０２７－０４                  | 2027-04-01 2027-04-30 | month   | 2027-04
2027年度                        | 2027-04-01 2028-03-31 | year    | FY2027
2027年度後半                    | 2027-10-01 2028-03-31 | half    | FY2027-H2
2027年度の下期                  | 2027-10-01 2028-03-31 | half    | FY2027-H2
2027年度下半期                  | 2027-10-01 2028-03-31 | half    | FY2027-H2
2027年度前半                    | 2027-04-01 2027-09-30 | half    | FY2027-H1
2027年度上期                    | 2027-04-01 2027-09-30 | half    | FY2027-H1
2027年度上半期                  | 2027-04-01 2027-09-30 | half    | FY2027-H1
2027年後半                      | 2027-07-01 2027-12-31 | half    | 2027-H2
2027年第3四半期                 | 2027-07-01 2027-09-30 | quarter | 2027-Q3
2027年度3Q                      | 2027-10-01 2027-12-31 | quarter | FY2027-Q3
FY2027下期                      | 2027-10-01 2028-03-31 | half    | FY2027-H2
二〇二七年度                    | 2027-04-01 2028-03-31 | year    | FY2027
二〇二七年四月一日              | 2027-04-01 2027-04-01 | day     | 2027-04-01
2027年度第三四半期              | 2027-10-01 2027-12-31 | quarter | FY2027-Q3
2020年代                        | 2020-01-01 2029-12-31 | longer  | 202X
2020年代後半                    | 2025-01-01 2029-12-31 | longer  | 2025/2029
2020年代前半                    | 2020-01-01 2024-12-31 | longer  | 2020/2024
2027年3月まで                   | - 2027-03-31          | longer  | ../2027-03
2027年3月までに                 | - 2027-03-31          | longer  | ../2027-03
2027年度末までに                | - 2028-03-31          | longer  | ../FY2027
2027年度から                    | 2027-04-01 -          | longer  | FY2027/..
2027年以降                      | 2027-01-01 -          | longer  | 2027/..
2027年度から2030年度まで        | 2027-04-01 2031-03-31 | longer  | FY2027/FY2030
2029年度〜2030年度              | 2029-04-01 2031-03-31 | longer  | FY2029/FY2030
2029年度～2030年度              | 2029-04-01 2031-03-31 | longer  | FY2029/FY2030
2027年から2028年                | 2027-01-01 2028-12-31 | longer  | 2027/2028
2027年〜                        | 2027-01-01 -          | longer  | 2027/..
2027年度～                      | 2027-04-01 -          | longer  | FY2027/..
2027年4〜6月                    | 2027-04-01 2027-06-30 | quarter | 2027-04/2027-06
2027年4-6月期                   | 2027-04-01 2027-06-30 | quarter | 2027-04/2027-06
2027年4月〜6月                  | 2027-04-01 2027-06-30 | quarter | 2027-04/2027-06
令和9年四月から六月まで         | 2027-04-01 2027-06-30 | quarter | 2027-04/2027-06
2027年4月1日〜5日               | 2027-04-01 2027-04-05 | month   | 2027-04-01/2027-04-05
2027年4月1日(木)                | 2027-04-01 2027-04-01 | day     | 2027-04-01
2027年4月1日（木）              | 2027-04-01 2027-04-01 | day     | 2027-04-01
2027年内                        | 2027-01-01 2027-12-31 | year    | 2027
2027年中に                      | 2027-01-01 2027-12-31 | year    | 2027
2027年度内に                    | 2027-04-01 2028-03-31 | year    | FY2027
2027年度中に                    | 2027-04-01 2028-03-31 | year    | FY2027
令和9年                         | 2027-01-01 2027-12-31 | year    | 2027
令和九年                        | 2027-01-01 2027-12-31 | year    | 2027
令和9年度                       | 2027-04-01 2028-03-31 | year    | FY2027
令和元年                        | 2019-01-01 2019-12-31 | year    | 2019
令和元年5月1日                  | 2019-05-01 2019-05-01 | day     | 2019-05-01
令和十年                        | 2028-01-01 2028-12-31 | year    | 2028
令和十二年二月三日              | 2030-02-03 2030-02-03 | day     | 2030-02-03
昭和六十年十二月三十一日        | 1985-12-31 1985-12-31 | day     | 1985-12-31
R9.4.1                          | 2027-04-01 2027-04-01 | day     | 2027-04-01
R9年度                          | 2027-04-01 2028-03-31 | year    | FY2027
令和9.4.1                       | 2027-04-01 2027-04-01 | day     | 2027-04-01
H2年                            | 1990-01-01 1990-12-31 | year    | 1990
平成31年                        | 2019-01-01 2019-12-31 | year    | 2019
平成31年4月30日                 | 2019-04-30 2019-04-30 | day     | 2019-04-30
平成元年1月8日                  | 1989-01-08 1989-01-08 | day     | 1989-01-08
昭和64年1月7日                  | 1989-01-07 1989-01-07 | day     | 1989-01-07
昭和元年12月25日                | 1926-12-25 1926-12-25 | day     | 1926-12-25
大正15年12月25日                | 1926-12-25 1926-12-25 | day     | 1926-12-25
大正元年7月30日                 | 1912-07-30 1912-07-30 | day     | 1912-07-30
明治45年7月30日                 | 1912-07-30 1912-07-30 | day     | 1912-07-30
27年度後半                      | 2027-10-01 2028-03-31 | half    | FY2027-H2
27年4月                         | 2027-04-01 2027-04-30 | month   | 2027-04
'27年4月                        | 2027-04-01 2027-04-30 | month   | 2027-04
26年1〜3月期                    | 2026-01-01 2026-03-31 | quarter | 2026-01/2026-03
2028年3月期                     | 2027-04-01 2028-03-31 | year    | FY2027
2028年12月期                    | 2028-01-01 2028-12-31 | year    | 2028
2028年6月期                     | 2027-07-01 2028-06-30 | year    | 2027-07/2028-06
令和10年3月期                   | 2027-04-01 2028-03-31 | year    | FY2027
2028年3月期第2四半期            | 2027-07-01 2027-09-30 | quarter | FY2027-Q2
fiscal year ending March 2028   | 2027-04-01 2028-03-31 | year    | FY2027
FYE March 2028                  | 2027-04-01 2028-03-31 | year    | FY2027
year ended June 30, 2028        | 2027-07-01 2028-06-30 | year    | 2027-07/2028-06
2025-26                         | 2025-04-01 2026-03-31 | year    | FY2025
2025–26                         | 2025-04-01 2026-03-31 | year    | FY2025
2012-13                         | 2012-04-01 2013-03-31 | year    | FY2012
2011-12                         | 2011-12-01 2011-12-31 | month   | 2011-12
2026.11.20                      | 2026-11-20 2026-11-20 | day     | 2026-11-20
20-Nov-2026                     | 2026-11-20 2026-11-20 | day     | 2026-11-20
CY2027                          | 2027-01-01 2027-12-31 | year    | 2027
calendar 2027                   | 2027-01-01 2027-12-31 | year    | 2027
2027年4月上旬                   | 2027-04-01 2027-04-10 | month   | 2027-04-01/2027-04-10
2027年4月中旬                   | 2027-04-11 2027-04-20 | month   | 2027-04-11/2027-04-20
2027年2月下旬                   | 2027-02-21 2027-02-28 | month   | 2027-02-21/2027-02-28
2028年3月末日                   | 2028-03-31 2028-03-31 | day     | 2028-03-31
2025〜26年                      | 2025-01-01 2026-12-31 | longer  | 2025/2026
27年度から29年度まで            | 2027-04-01 2030-03-31 | longer  | FY2027/FY2029
sometime in 2027                | 2027-01-01 2027-12-31 | year    | 2027
2027-Q3–2028-H1                 | 2027-07-01 2028-06-30 | year    | 2027-Q3/2028-H1
"""

# text | reason | hint; "-" is the one that shows any two periods
REFUSED = """
soon                    | it has no exact bounds | -
2027-00                 | there is no month 0 | write 2027 or FY2027
2027-13                 | there is no month 13 | write 2027 or FY2027
2027年13月              | there is no month 13 | write 2027 or FY2027
1985-02-29              | its month has no such day | write 1985-02-28 or 1985-02
2027-04-31              | its month has no such day | write 2027-04-30 or 2027-04
31 April 2027           | its month has no such day | write 2027-04-30 or 2027-04
2027-Q0                 | a year has Q1 to Q4, H1 and H2 | write 2027-H2 or 2027-Q4
2027-Q5                 | a year has Q1 to Q4, H1 and H2 | write 2027-H2 or 2027-Q4
FY2027-H3               | a year has Q1 to Q4, H1 and H2 | write FY2027-H2 or FY2027-Q4
third half of 2027      | a year has Q1 to Q4, H1 and H2 | write 2027-H2 or 2027-Q4
third half of the 2020s | a decade has two halves | write 2020/2024 or 2025/2029
2028/2027               | it ends before it begins | write 2027/2028
2027-04-02/2027-04-01   | it ends before it begins | write 2027-04-01/2027-04-02
..                      | it is open at both ends | -
../..                   | it is open at both ends | -
2027/                   | an end of the range is empty | write 2027/..
/2027                   | an end of the range is empty | write ../2027
～2027年度              | an end of the range is empty | write ../2027年度
2027/04/01              | slashes do not join its parts | write 2027-04-01
2027/4/1                | slashes do not join its parts | write 2027-04-01
2027/4/1〜2027/5/1      | slashes do not join its parts | write 2027-04-01
4/1/2027                | month and day cannot be told apart | write 2027-04-01 or 2027-01-04
3/31/2027               | the year stands first | write 2027-03-31
31/3/2027               | the year stands first | write 2027-03-31
2027/03                 | slashes do not join its parts | write 2027-03
03/2027                 | the year stands first | write 2027-03
2025/26                 | fiscal years or calendar years? | write FY2025 or 2025/2026
R9/4/1                  | slashes do not join its parts | write R9.4.1
2027/13/45              | a range has two ends | -
by 2027/2028            | a range has two ends | -
FY2029/2030             | one fiscal year or two? | write FY2029 or FY2029/FY2030
FY2029/30               | one fiscal year or two? | write FY2029 or FY2029/FY2030
FY2029-2030             | one fiscal year or two? | write FY2029 or FY2029/FY2030
FY2029–2030             | one fiscal year or two? | write FY2029 or FY2029/FY2030
~FY2029/2030?           | one fiscal year or two? | write FY2029 or FY2029/FY2030
FY2026-27               | one fiscal year or two? | write FY2026 or FY2026/FY2027
2027年度/2028年         | one fiscal year or two? | write FY2027 or FY2027/FY2028
from fiscal 2029 to 2030| one fiscal year or two? | write FY2029 or FY2029/FY2030
FY2025 to 2030 | is its last year fiscal too? | write FY2025/FY2030 or FY2025/2030-12
2027年4月中ごろ         | from when until when? | write 2027-04-11/2027-04-20 or ~2027-04
2027年10〜3月           | it ends before it begins | write 2027-10/2028-03 or 2027-03/2027-10
2027年度4〜6月          | it is none of the accepted forms | -
2027年4月1日(金)        | that day was no 金 but a 木 | write 2027-04-01
1H27                    | a year has four digits | write 2027-H1 or FY2027-H1
Q3 27                   | a year has four digits | write 2027-Q3 or FY2027-Q3
H12027                  | it is none of the accepted forms | -
April and June 2027     | it is none of the accepted forms | write 2027 or FY2027
H2 2027–2028            | a dash joins two of one kind only, a slash any | write 2027-H2/2028
2027〜2030年度          | is its first year fiscal too? | write FY2027/FY2030 or 2027/FY2030
2027-4                  | months and days have two digits | write 2027-04
2027-4-1                | months and days have two digits | write 2027-04-01
2000s                   | it may mean ten years or a hundred | write 2000/2009 or 2000/2099
late 1900s              | it may mean ten years or a hundred | write 1900/1909 or 1900/1999
2000年代                | it may mean ten years or a hundred | write 2000/2009 or 2000/2099
1899                    | years run from 1900 to 2199 | -
0027                    | years run from 1900 to 2199 | -
FY0027                  | years run from 1900 to 2199 | -
〇〇二七年              | years run from 1900 to 2199 | -
2200                    | years run from 1900 to 2199 | -
189X                    | years run from 1900 to 2199 | -
明治30年                | years run from 1900 to 2199 | -
平成31年5月1日          | its era has no such time | write 2019-05-01
令和元年4月             | its era has no such time | write 2019-04
明治45年7月31日         | its era has no such time | write 1912-07-31
明治46年                | its era has no such time | write 1913
大正元年7月29日         | its era has no such time | write 1912-07-29
大正15年12月26日        | its era has no such time | write 1926-12-26
大正16年                | its era has no such time | write 1927
昭和元年12月24日        | its era has no such time | write 1926-12-24
平成32年                | its era has no such time | write 2020
平成0年度               | its era has no such time | write FY1988
昭和64年1月8日          | its era has no such time | write 1989-01-08
昭和64年度              | its era has no such time | write FY1989
平成元年1月7日          | its era has no such time | write 1989-01-07
R9.4.1²                 | it holds a raised, lowered or circled character | -
2027-0④                 | it holds a raised, lowered or circled character | -
2027\t2028              | it holds a control character or an invisible one | -
2027\u200b              | it holds a control character or an invisible one | -
2027\u202e-04           | it holds a control character or an invisible one | -
27                      | a year has four digits | write 2027 or FY2027
FY27                    | a year has four digits | write FY2027
2H FY27                 | a year has four digits | write 2H FY2027
FY2027-04               | it is none of the accepted forms | write 2027-04 or FY2027
20270401                | months and days have two digits | write 2027-04-01
2027-04-01T00:00        | months and days have two digits | write 2027-04-01
Q32027                  | it is none of the accepted forms | -
Q3                      | of which year? | write the year, as in 2027-Q3 or FY2027-Q3
April                   | of which year? | write the year, as in 2027-04 or by April 2027
Sepember 2027           | it is none of the accepted forms | write September 2027
second quarter of 2020s | a decade has two halves | write 2020/2024 or 2025/2029
2027年度4月             | it is none of the accepted forms | write 2027 or FY2027
令和一一年              | its digits are not 0 to 9 | write 令和11年
二〇二七年一〇月        | its digits are not 0 to 9 | write 2027年10月
後半5年                 | it is none of the accepted forms | -
前半3年度               | it is none of the accepted forms | -
後半年                  | it is none of the accepted forms | -
上期5年                 | it is none of the accepted forms | -
上半期9年度             | it is none of the accepted forms | -
下期2年                 | it is none of the accepted forms | -
前半.4.1                | it is none of the accepted forms | -
後半9.4.1               | it is none of the accepted forms | -
2030昭和                | it is none of the accepted forms | write 2030 or FY2030
2030大正                | it is none of the accepted forms | write 2030 or FY2030
2027平成2               | it is none of the accepted forms | write 2027 or FY2027
2027平成                | it is none of the accepted forms | write 2027 or FY2027
平成2027                | it is none of the accepted forms | write 2027 or FY2027
FY2027平成2             | it is none of the accepted forms | write 2027 or FY2027
2027前半                | of which year, 2027年 or 2027年度? | write 2027-H1 or FY2027-H1
2027下期                | of which year, 2027年 or 2027年度? | write 2027-H2 or FY2027-H2
前半2027                | it is none of the accepted forms | write 2027 or FY2027
令和2027年              | it is none of the accepted forms | write 2027 or FY2027
昭和                    | it is none of the accepted forms | -
令和年                  | it is none of the accepted forms | -
令和9                   | it is none of the accepted forms | -
9令和年                 | it is none of the accepted forms | -
令和平成9年             | it is none of the accepted forms | -
平成9令和年             | it is none of the accepted forms | -
2027年令和9年           | it is none of the accepted forms | write 2027 or FY2027
後半2020年代            | it is none of the accepted forms | write 2020 or FY2020
2020年代平成2           | it is none of the accepted forms | write 2020 or FY2020
2027年前半後半          | it is none of the accepted forms | write 2027 or FY2027
2027年前半5年           | it is none of the accepted forms | write 2027 or FY2027
第5四半期2027年         | it is none of the accepted forms | write 2027 or FY2027
2027年4月前半           | from when until when? | write 2027-04-01/2027-04-15 or ~2027-04
2027年4月元日           | it is none of the accepted forms | write 2027 or FY2027
2027年元月              | it is none of the accepted forms | write 2027 or FY2027
20272H                  | it is none of the accepted forms | -
first half.4.1          | it is none of the accepted forms | -
second half 5年         | it is none of the accepted forms | -
3H 2027                 | a year has Q1 to Q4, H1 and H2 | write 2027-H2 or 2027-Q4
٢٠٢٧                    | it is none of the accepted forms | -
~~2027                  | it is none of the accepted forms | write 2027 or FY2027
by by 2027              | it is none of the accepted forms | write ../2027 or ../FY2027
in from 2027            | it is none of the accepted forms | write 2027 or FY2027
~                       | it is none of the accepted forms | -
2027 2028               | it is none of the accepted forms | write 2027 or FY2027
2027 or 2028            | it is none of the accepted forms | write 2027/2028
the project             | it is none of the accepted forms | -
next fiscal year | it depends on the day it was said | write the year, as in FY2027 or FY2027-H1
来年度 | it depends on the day it was said | write the year, as in 2027年度 or FY2027
来年度後半 | it depends on the day it was said | write the year, as in 2027年度後半 or FY2027
来年                    | it depends on the day it was said | write the year, as in 2027年 or 2027
昨日           | it depends on the day it was said | write the day, as in 2026-11-20 or 20 Nov 2026
last month     | it depends on the day it was said | write the day, as in 2026-11-20 or 20 Nov 2026
2028年春                | from when until when? | write 2028-03/2028-05 or ~2028-04
spring 2028             | from when until when? | write 2028-03/2028-05 or ~2028-04
winter of 2028          | from when until when? | write 2027-12/2028-02 or 2028-12/2029-02
by spring 2028          | from when until when? | write ../~2028-04
spring 2028 to 2030     | from when until when? | write ~2028-04/2030
January                 | of which year? | write the year, as in 2027-01 or by January 2027
11月20日                | of which year? | write the year, as in 2027-11-20 or 20 November 2027
11/20                   | of which year? | write the year, as in 2027-11-20
6/8 | month and day cannot be told apart | write the year, as in 2027-08-06 or 2027-06-08
2/29                    | of which year? | write the year, as in 2028-02-29
Nov 20                  | of which year? | write the year, as in 2027-11-20 or 20 November 2027
20 Nov                  | of which year? | write the year, as in 2027-11-20 or 20 November 2027
3月末                   | of which year? | write the year, as in 2027-03 or by March 2027
年末                    | of which year? | write the year, as in end of 2027 or ~2027-12
年度末                  | of which year? | write the year, as in end of FY2027 or ~2028-03
end of the year         | of which year? | write the year, as in end of 2027 or ~2027-12
fiscal year-end         | of which year? | write the year, as in end of FY2027 or ~2028-03
year-end 2028           | the end of which year? | write end of 2028 or end of FY2028
6.8.2025                | month and day cannot be told apart | write 2025-08-06 or 2025-06-08
20.11.2026              | the year stands first | write 2026-11-20
3-4-2027                | month and day cannot be told apart | write 2027-04-03 or 2027-03-04
2026.11                 | months and days have two digits | write 2026-11
early April 2027        | from when until when? | write 2027-04-01/2027-04-10 or ~2027-04
2027年4月半ば           | from when until when? | write 2027-04-11/2027-04-20 or ~2027-04
2027年初め              | it has no last day | write ~2027-01 or ~2027-Q1
2027年度初め            | it has no last day | write ~2027-04 or ~FY2027-Q1
start of 2027           | it has no last day | write ~2027-01 or ~2027-Q1
beginning of FY2027     | it has no last day | write ~2027-04 or ~FY2027-Q1
H2                      | of which year? | write the year, as in 2027-H2 or FY2027-H2
下期                    | of which year? | write the year, as in 2027-H2 or FY2027-H2
9年度                   | a year has four digits, or an era | write 2009年度 or 令和9年度
98年                    | a year has four digits, or an era | write 2098年 or 1998年
30年代                  | of which century? | write 2030s or 1930s
2025-27                 | fiscal years or calendar years? | write FY2025/FY2027 or 2025/2027
2025/27                 | fiscal years or calendar years? | write FY2025/FY2027 or 2025/2027
2025-2027-28            | it is none of the accepted forms | write 2025 or FY2025
202704                  | months and days have two digits | write 2027-04
before 2028             | is that itself included? | write by 2027 or by 2028
after 2027              | is that itself included? | write from 2028 or from 2027
before April 2027       | is that itself included? | write by 2027-03 or by 2027-04
mid-2020s               | it has no exact bounds | write 2024/2026 or ~2025
2020年代半ば            | it has no exact bounds | write 2024/2026 or ~2025
end of the 2020s        | the end of which month? | write ~2029 or by 2029
2025〜26年度            | one fiscal year or two? | write FY2025 or FY2025/FY2026
FY3/2028                | which year is that? | write 2028年3月期 or 2028-03
year ended June 15, 2028| a fiscal year ends with a month | write year ending June 2028
end of soon             | it has no exact bounds | -
2025末                  | the end of which year? | write end of 2025 or end of FY2025
2027年間                | it is none of the accepted forms | write 2027 or FY2027
"""

# text | approximate | uncertain | label | EDTF
MARKED = """
~2027                | yes | no  | ~2027               | 2027~
2027~                | yes | no  | ~2027               | 2027~
?2027                | no  | yes | 2027?               | 2027?
2027-04?             | no  | yes | 2027-04?            | 2027-04?
%2027-04-01          | yes | yes | ~2027-04-01?        | 2027-04-01%
~2027?               | yes | yes | ~2027?              | 2027%
~203X                | yes | no  | ~203X               | 203X~
~FY2031              | yes | no  | ~FY2031             | 2031-04~/2032-03~
2027-Q3~             | yes | no  | ~2027-Q3            | 2027-07~/2027-09~
around FY2031        | yes | no  | ~FY2031             | 2031-04~/2032-03~
roughly 2030         | yes | no  | ~2030               | 2030~
approximately 2030   | yes | no  | ~2030               | 2030~
およそ2030年         | yes | no  | ~2030               | 2030~
2030年前後           | yes | no  | ~2030               | 2030~
2027年4月頃に        | yes | no  | ~2027-04            | 2027-04~
about 2027?          | yes | yes | ~2027?              | 2027%
circa H2 2027        | yes | no  | ~2027-H2            | 2027-07~/2027-12~
around the late 2020s| yes | no  | ~2025/2029          | 2025~/2029~
in around 2027       | yes | no  | ~2027               | 2027~
by around 2027       | yes | no  | ../~2027            | ../2027~
~by 2027             | yes | no  | ~../2027            | ../2027~
from 2027?           | no  | yes | 2027?/..            | 2027?/..
~2027/2028?          | yes | yes | ~2027/2028?         | 2027%/2028%
2027/~2028           | yes | no  | 2027/~2028          | 2027~/2028~
~FY2029–FY2030       | yes | no  | ~FY2029/FY2030      | 2029-04~/2031-03~
2027年4月頃          | yes | no  | ~2027-04            | 2027-04~
2027年ごろ           | yes | no  | ~2027               | 2027~
約2027年             | yes | no  | ~2027               | 2027~
2027年3月頃まで      | yes | no  | ../~2027-03         | ../2027-03~
2027年度頃から       | yes | no  | ~FY2027/..          | 2027-04~/..
２０２７？           | no  | yes | 2027?               | 2027?
2027                 | no  | no  | 2027                | 2027
2027-04-01           | no  | no  | 2027-04-01          | 2027-04-01
2027-Q1              | no  | no  | 2027-Q1             | 2027-33
2027-Q4              | no  | no  | 2027-Q4             | 2027-36
2027-H1              | no  | no  | 2027-H1             | 2027-40
2027-H2              | no  | no  | 2027-H2             | 2027-41
2026-07/2027-12      | no  | no  | 2026-07/2027-12     | 2026-07/2027-12
203X                 | no  | no  | 203X                | 203X
2030/2049            | no  | no  | 2030/2049           | 2030/2049
2035/2039            | no  | no  | 2035/2039           | 2035/2039
FY2027-Q1            | no  | no  | FY2027-Q1           | 2027-04/2027-06
FY2027-H2            | no  | no  | FY2027-H2           | 2027-10/2028-03
2027-04-15/2027-06   | no  | no  | 2027-04-15/2027-06  | 2027-04-15/2027-06-30
2027-04-01/2027-06-29| no  | no  | 2027-04-01/2027-06-29 | 2027-04-01/2027-06-29
../2028-03           | no  | no  | ../2028-03          | ../2028-03
2028-03-02/..        | no  | no  | 2028-03-02/..       | 2028-03-02/..
late 2027            | yes | no  | ~2027-H2            | 2027-07~/2027-12~
early 2027           | yes | no  | ~2027-H1            | 2027-01~/2027-06~
mid 2027             | yes | no  | ~2027-Q2/2027-Q3    | 2027-04~/2027-09~
mid-2027             | yes | no  | ~2027-Q2/2027-Q3    | 2027-04~/2027-09~
middle of 2027       | yes | no  | ~2027-Q2/2027-Q3    | 2027-04~/2027-09~
late in 2027         | yes | no  | ~2027-H2            | 2027-07~/2027-12~
early FY2027         | yes | no  | ~FY2027-H1          | 2027-04~/2027-09~
mid-FY2027           | yes | no  | ~FY2027-Q2/FY2027-Q3 | 2027-07~/2027-12~
late fiscal 2027     | yes | no  | ~FY2027-H2          | 2027-10~/2028-03~
2027年半ば           | yes | no  | ~2027-Q2/2027-Q3    | 2027-04~/2027-09~
2027年中頃           | yes | no  | ~2027-Q2/2027-Q3    | 2027-04~/2027-09~
2027年度半ば         | yes | no  | ~FY2027-Q2/FY2027-Q3 | 2027-07~/2027-12~
2027年央             | yes | no  | ~2027-Q2/2027-Q3    | 2027-04~/2027-09~
by early 2028        | yes | no  | ../~2028-H1         | ../2028-06~
2027年中頃まで       | yes | no  | ../~2027-Q3         | ../2027-09~
from mid-2027 to early 2028| yes | no  | ~2027-Q2/~2028-H1   | 2027-04~/2028-06~
end of 2028          | yes | no  | ~2028-12            | 2028-12~
the end of FY2027    | yes | no  | ~2028-03            | 2028-03~
end-March 2028       | yes | no  | ~2028-03            | 2028-03~
2028年3月末          | yes | no  | ~2028-03            | 2028-03~
2024年末             | yes | no  | ~2024-12            | 2024-12~
2027年度末           | yes | no  | ~2028-03            | 2028-03~
2027年度上期末       | yes | no  | ~2027-09            | 2027-09~
2028年3月末頃        | yes | no  | ~2028-03            | 2028-03~
27年末               | yes | no  | ~2027-12            | 2027-12~
from the end of 2027 | yes | no  | ~2027-12/..         | 2027-12~/..
approx. 2027         | yes | no  | ~2027               | 2027~
c. 2027              | yes | no  | ~2027               | 2027~
about mid-2027       | yes | no  | ~2027-Q2/2027-Q3    | 2027-04~/2027-09~
~early 2028?         | yes | yes | ~2028-H1?           | 2028-01%/2028-06%
by 2025-26?          | no  | yes | ../FY2025?          | ../2026-03?
"""

# one | other | both can be true
PAIRS = """
2027       | 2027-H2    | yes
2027       | FY2027-H2  | yes
2027       | 2028       | no
2027-Q3    | 2027-10    | no
../2027-03 | 2027-03-31 | yes
../2027-03 | 2027-04-01 | no
2027-04/.. | 2027-03-31 | no
../2027    | 2027/..    | no
../2026    | 2027/..    | no
2027-04-01 | 2027-04-02 | yes
2027-04-01 | 2027-04-03 | no
2027-04-30 | 2027-05    | no
~2027-04-01| 2027-04-02 | yes
~2027-04-01| 2027-04-03 | no
~2027-04-01| ~2027-04-03| no
2027-04-01?| 2027-04-04~| no
~2027-04   | 2027-05-31 | yes
~2027-04   | 2027-06-01 | no
~2027-04   | 2027-03-01 | yes
~2027-04   | 2027-02-28 | no
2027-Q2?   | 2027-09-30 | yes
2027-Q2?   | 2027-10-01 | no
~2027-H2   | 2028-06-30 | yes
~2027-H2   | 2028-07-01 | no
~2027      | 2028-12-31 | yes
~2027      | 2029-01-01 | no
~2027      | 2026-01-01 | yes
~2027      | 2025-12-31 | no
~FY2031    | 2033-03-31 | yes
~FY2031    | 2033-04-01 | no
203X~      | 2040-12-31 | yes
203X~      | 2041-01-01 | no
~../2027-03| 2028-03-31 | yes
~../2027-03| 2028-04-01 | no
2027-04/..?| 2026-04-01 | yes
2027-04/..?| 2026-03-31 | no
~2027-03-10/2027-03-31 | 2027-02-10 | yes
~2027-03-10/2027-03-31 | 2027-02-09 | no
~2027-03-31/2027-04-15 | 2027-02-28 | yes
~2027-03-31/2027-04-15 | 2027-02-27 | no
2029       | 2029-H2/2031 | yes
2029       | 2029-Q4/2031 | no
2029       | 2029-H2/..   | yes
2029       | 2029-Q4/..   | no
2027-H2    | FY2027-H2  | yes
2027-10/2028-03 | 2027-H2 | yes
2027-11/2028-04 | 2027-H2 | no
2027       | FY2027-Q4  | yes
2028-Q1    | 2027       | no
../2027    | ../2028    | no
../2028-03 | ../FY2027  | yes
../2028-03 | ../2028    | yes
../FY2027  | ../2027    | yes
../FY2027-Q1 | ../2027-Q1 | yes
../FY2027-Q1 | ../2027-Q3 | no
../FY2028  | ../2027    | no
2029/..    | 2030/..    | no
2029/..    | 2029-H2/.. | yes
../2028    | 2029/..    | no
"""


# one | other | whether one drops the FY of the other
TWINS = """
2027-H2    | FY2027-H2  | yes
second half of 2027 | H2 FY2027 | yes
2027-Q1    | FY2027-Q1  | yes
2027-H2    | FY2027-Q4  | yes
2027       | FY2027     | yes
2027       | FY2027-H2  | yes
2027       | FY2027-Q4  | yes
2027?      | ~FY2027    | yes
../2027    | ../FY2027  | yes
../2027-Q1 | ../FY2027-Q1 | yes
../2027    | FY2027-H2  | yes
2027       | ../FY2027  | no
2027       | FY2027-H1  | no
2027-H2    | FY2027-Q3  | no
2027-H1    | FY2027-H2  | no
2027-H2    | FY2027     | no
2027-04    | FY2027-Q1  | no
2028       | FY2027-H2  | no
2028-Q1    | FY2027-Q4  | no
from 2027  | 2027年度から | no
2027/2028  | FY2027/FY2028 | no
2027       | 2027       | no
FY2027     | FY2027     | no
"""

# text | whether it is one unit of a calendar
UNITS = """
2027-04-01 | yes
2027-04    | yes
2027-Q2    | yes
2027-H2    | yes
2027       | yes
FY2027     | yes
FY2027-H2  | yes
FY2027-Q4  | yes
203X       | yes
2035/2039  | yes
~2027      | yes
2027-04?   | yes
2027-04/2027-06 | yes
2027-02/2027-04 | no
2027-04/2028-03 | no
2027-04-01/2027-06-29 | no
2027/2028  | no
2026/2030  | no
FY2027/FY2028 | no
../2027    | no
2027/..    | no
"""


def rows(table: str) -> list[list[str]]:
    """The cells of a table, line by line."""
    lines = [line for line in table.split("\n") if line.strip()]
    return [[cell.strip(" ") for cell in line.split("|")] for line in lines]
