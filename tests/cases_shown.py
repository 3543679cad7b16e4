"""A table of which statement is shown, as of 28 November 2026: worked examples.

A block is an example: `[field] name`, then what was said, in the order of recording. A line has a
mark, the speaker, the tier (P primary, N press, S secondary), the day, the value and, behind `@`,
when it happened. The mark tells what becomes of it:

    >  shown
    +  of the run of the one shown
    ≠  contradicts it
    .  none of these: revised, overtaken, or true beside it

Behind the field stand its unit, `October` for fiscal years from October that their last calendar
year names, and what the page says besides: `≈` where the FY of a fiscal period is dropped, since
when a milestone is `met on`, and its status where the one shown is not a stated one. `×64` is said
on 64 days in a row; the mark is the first one's, and those after one that is shown repeat it.
`target:2029` is said of another field.
"""

from __future__ import annotations

SHOWN = """
# The rule, case by case

[target] said again
> Port P 2025-03-01 2029
+ Port P 2026-02-01 2029

[target] coarser unit
> Port P 2025-03-01 2029-06
+ Port P 2026-02-01 2029
+ Port P 2026-05-01 ~2029

[target] finer after vague
+ Port P 2024-03-01 2025/2029
+ Port P 2025-02-01 ~2029
> Port P 2026-05-01 2029-H1

[target] widened
. Port P 2025-03-01 2029
> Port P 2026-02-01 2029/2030

[target] about a later year
. Port P 2025-03-01 2029
> Port P 2026-02-01 ~2030

[target] vague, other fine, vague
. Port P 2024-03-01 2029-02
. Port P 2025-03-01 2029
> Port P 2025-09-01 2029-10
+ Port P 2026-02-01 2029

[target] loosened, then the year
. Port P 2024-03-01 2029-04
+ Port P 2025-03-01 2029/2030
> Port P 2026-02-01 2029

[target] said anew
. Port P 2024-03-01 2029
+ Port P 2025-03-01 2029/2030
> Port P 2026-02-01 2029

[target] the fine window has passed
. Port P 2025-03-01 2026-05
> Port P 2026-07-01 2026

[target] by, same year
> Port P 2025-03-01 2029-06
+ Port P 2026-02-01 ../2029

[target] by, later
. Port  P 2025-03-01 2029
> Port  P 2026-02-01 ../2030
. Daily N 2026-03-01 2029

[target] or later
. Port P 2025-03-01 2029-H2
> Port P 2026-02-01 2029-H2/..

[target; ≈] FY dropped
> Port P 2025-03-01 FY2029-H2
+ Port P 2026-02-01 2029-H2
+ Port P 2026-04-01 2029

[target; ≈] FY added
+ Port P 2025-03-01 2029
> Port P 2026-02-01 FY2029

[target; October] october years
. Port P 2025-03-01 FY2029-Q1
> Port P 2026-02-01 2029

[target] one day
> Port P 2025-03-01 2029-06
+ Port P 2025-03-01 2029/2030

[target] press is vaguer and press differs
> Port  P 2025-03-01 2029-H2
. Daily N 2026-02-01 2029
≠ Wire  N 2026-02-03 2030

[target] dated by month
≠ Daily N 2026-01    2030
> Port  P 2026-02-20 2029

[target] who only repeated
. Port     P 2024-06-01 2028
. Treasury P 2024-07-01 2028
> Port     P 2026-09-01 2029

[target] another speaker
≠ Port  P 2025-12-01 2029
> Audit P 2026-06-01 2030/..

[target] another speaker, long ago
. Port  P 2025-12-01 2029
> Audit P 2026-03-01 2030/..

[planned] rounded
> Treasury P 2026-01-10 4,318m
+ Treasury P 2026-03-10 4.31bn
+ Treasury P 2026-05-10 ~4bn

[actual metric; JPY] no rounding
. Port P 2024-02-01 1.7bn
> Port P 2026-10-01 ~2bn

[planned] cut
. Treasury P 2026-01-10 2.7bn
> Treasury P 2026-06-10 2bn

[planned metric; JPY] range
. Port P 2024-12-05 6bn
> Port P 2026-06-18 5bn..8bn

[actual metric; people] bounds
> Port  P 2026-03-01 46
+ Port  P 2026-04-01 >40
≠ Daily N 2026-04-02 50

[actual metric; people] grew, told roughly
. Port P 2024-05-01 940
> Port P 2026-09-01 ~1000

[paid] the press is newer
. Treasury P 2025-01-10 1.2bn
> Daily    N 2026-05-10 2.4bn
≠ Blog     S 2026-09-10 24bn

[paid] ten times is no growth
> Treasury P 2025-01-10 1.2bn
≠ Daily    N 2026-05-10 12bn

[planned] promises do not age
> Treasury P 2025-01-10 1.2bn
≠ Daily    N 2026-05-10 2.4bn

[planned] equal conversions
> Treasury P 2026-05-01 8.1tn as $5.6bn
. Daily    N 2026-05-20 8.3tn as $5.6bn

[status; scheduled] blog ends nothing
. Port P 2025-03-01 target:2029
≠ Blog S 2026-09-01 met @2026-08

[status; met on 2026-08] blog alone
. Blog S 2025-09-01 target:2026
> Blog S 2026-09-01 met @2026-08

[status; met on 2025-11-20] undated confirmation
. Port  P 2025-03-01 target:2025
. Daily N 2025-11-20 met
> Port  P 2026-02-10 met

[status; met on 2026-02-10] too early, taken back
. Daily N 2025-06-20 met @2025-06
. Port  P 2025-09-01 on-track
> Port  P 2026-02-10 met

[status; met on 2025-12-18] finer day
> Port P 2026-01-05 met @2025-12
+ Port P 2026-05-05 met @2025-12-18

[status] met taken back
. Port P 2025-12-20 met @2025-12
> Port P 2026-05-20 on-track

[status; scheduled] blog calls it off
. Port P 2025-03-01 target:2029
≠ Blog S 2026-09-01 cancelled

# Further cases of each

[target] only the 64 newest are read; equal ones repeat
. Orvane P 2026-02-01 2029-H1
> Orvane P 2026-02-02 2029 ×64

[target] narrowed twice, then blurred
+ Orvane P 2026-01-10 2029
+ Orvane P 2026-03-10 2029-H1
> Orvane P 2026-05-10 2029-Q2
+ Orvane P 2026-07-10 2029

[target] after a blur the claim is still the finer one
. Orvane P 2026-01-10 2029-H1
. Orvane P 2026-03-10 2029
> Orvane P 2026-05-10 2029-H2

[target] decade and half decade blur
> Orvane P 2026-01-10 2027-H2
+ Orvane P 2026-03-10 2020s
+ Orvane P 2026-05-10 2020年代後半

[target] about and uncertain years blur a quarter
> Orvane P 2026-01-10 2029-Q2
+ Orvane P 2026-03-10 ~2029
+ Orvane P 2026-05-10 2029?

[target] by a year after a month in it
> Orvane P 2026-01-10 2027-04
+ Orvane P 2026-04-10 ../2027

[target; ≈] by a fiscal year, and its FY is dropped
> Port P 2026-01-10 ../FY2027
+ Port P 2026-04-10 ../2027

[target; ≈] by a fiscal year, its FY dropped on the same day
+ Port P 2026-01-10 ../2027
> Port P 2026-01-10 ../FY2027

[target] by a month after an earlier month
. Orvane P 2026-01-10 2027-10
> Orvane P 2026-04-10 ../2028-03

[target] wider by after a by
. Orvane P 2026-01-10 ../2028-06
> Orvane P 2026-04-10 ../2028

[target] same day, range entered before what it contains
+ Orvane P 2026-03-10 2027-H2/2028
> Orvane P 2026-03-10 2028-Q1

[target] range that shares days
. Orvane P 2026-01-10 2027
> Orvane P 2026-04-10 2027-H2/2028

[target] about next year
. Orvane P 2026-01-10 2027
> Orvane P 2026-04-10 ~2028

[target] year after a month that was over
. Orvane P 2026-01-10 2026-04
> Orvane P 2026-06-15 2026

[target] year on the last day of the claim
> Orvane P 2026-01-10 2026-06
+ Orvane P 2026-06-30 2026

[target; ≈] fiscal half, then calendar year
> Orvane P 2026-01-10 FY2027-H2
+ Orvane P 2026-04-10 2027

[target; ≈] calendar year, then its last fiscal quarter
+ Orvane P 2026-01-10 2027
> Orvane P 2026-04-10 FY2027-Q4

[target; ≈] by calendar, then by fiscal year
+ Orvane P 2026-01-10 ../2027
> Orvane P 2026-04-10 ../FY2027

[target; October] October: fiscal quarter, then calendar year that ends later
. Orvane P 2026-01-10 FY2028-Q1
> Orvane P 2026-04-10 2028

[target; October; ≈] October: calendar year, then fiscal quarter
+ Orvane P 2026-01-10 2028
> Orvane P 2026-04-10 FY2028-Q1

[target] Japanese fiscal wordings
+ Orvane P 2026-01-10 FY2027
+ Orvane P 2026-03-10 令和9年度
> Orvane P 2026-05-10 2027年度後半
+ Orvane P 2026-07-10 2027年度

[target] withdrawn, twice
. Orvane P 2026-01-10 2030-06-30
> Orvane P 2026-04-10 withdrawn
+ Orvane P 2026-07-10 withdrawn

[budgeted] amount withdrawn, then a new one
. Orvane P 2026-01-10 30bn
. Orvane P 2026-04-10 withdrawn
> Orvane P 2026-07-10 25bn

[target] late entry of an earlier, finer word
+ Orvane P 2026-05-01 2029
> Orvane P 2026-02-01 2029-H1

[target] a word dated by month counts from its last day
> Orvane P 2026-03    2029
. Orvane P 2026-03-10 2030

[target] finer first on one day, against an older claim
. Orvane P 2026-02-01 2027-H1
+ Orvane P 2026-05-01 2027
> Orvane P 2026-05-01 2027-H2

[target] press disagrees later
> Orvane P 2026-02-01 2029
≠ Brint  N 2026-06-01 2031

[target] conflict window, source dated by month
. Norrow N 2025-12-15 2032
≠ Brint  N 2025-12    2031
> Orvane P 2026-01-20 2029

[target] conflict window, 31 days and 32
≠ Brint  N 2026-01-01 2031
. Norrow N 2025-12-31 2031
> Orvane P 2026-02-01 2029

[target] press contradicted itself since
> Orvane P 2026-02-01 2029
. Brint  N 2026-03-01 2031
. Brint  N 2026-05-01 2029

[target] press agreed with what the speaker held on its day
. Orvane P 2026-01-10 2028
. Brint  N 2026-01-20 2028
> Orvane P 2026-02-05 2030

[target] adjacent single days
> Orvane P 2026-02-01 2027-12-01
. Brint  N 2026-03-01 2027-12-02
≠ Norrow N 2026-03-02 2027-12-03

[target] one unit of leeway in a conflict
> Orvane P 2026-02-01 ~2028
. Brint  N 2026-03-01 2029
≠ Norrow N 2026-03-02 2030

[target; ≈] three tiers, a twin and a stranger
≠ Digest S 2026-05-01 2030
. Brint  N 2026-04-01 2027
> Orvane P 2026-03-01 FY2027-Q4

[target] another primary speaker, 180 days after the run began
≠ Orvane  P 2026-03-01 2028
> Tessily P 2026-06-01 2030

[target] another primary speaker, 181 days after the run began
. Orvane  P 2026-03-01 2028
> Tessily P 2026-05-31 2030

[target] another primary speaker that had repeated the one shown
. Tessily P 2025-12-01 2028
. Orvane  P 2026-02-01 2028
> Tessily P 2026-09-01 2030

[target] the newest word of each other primary speaker
. Orvane  P 2026-02-10 2027
≠ Orvane  P 2026-05-10 2028
≠ Kelm    P 2026-06-15 2029
> Tessily P 2026-09-01 2031

[status; scheduled] secondary alone does not end a milestone
. Orvane P 2026-02-01 target:FY2028
≠ Digest S 2026-09-01 met

[status] secondary may say how it fares, not that it ended
. Orvane P 2026-02-01 target:FY2028
> Digest S 2026-06-01 at-risk
≠ Digest S 2026-09-01 cancelled

[status] press met against primary on-track
> Orvane P 2026-03-01 on-track
≠ Brint  N 2026-09-01 met

[status; met on 2026-08] met date: best tier before finest
. Brint  N 2026-08-20 met @2026-08-14
> Orvane P 2026-08-25 met @2026-08

[status; met on 2026-09] met, taken back, met again
. Orvane P 2026-05-01 met @2026-04-20
. Orvane P 2026-07-01 at-risk
> Orvane P 2026-10-01 met @2026-09

[status; met on 2026-09-05] met, nobody says when
. Brint  N 2026-09-05 met
> Orvane P 2026-09-10 met

[status] met, then taken back
. Orvane P 2026-05-01 met @2026-04-20
> Orvane P 2026-05-20 off-track

[status; met on 2026-08-09] how it fared before and what is said after it ended
. Brint  N 2026-08-01 on-track
> Orvane P 2026-08-10 met @2026-08-09
≠ Norrow N 2026-09-01 at-risk

[note] notes repeat or revise
. Orvane P 2026-01-10 Ground is broken
> Orvane P 2026-03-10 Roof is closed
+ Orvane P 2026-05-10 Roof is closed

[planned metric; JPY] cut figures blur
> Orvane P 2026-01-10 1,239bn
+ Orvane P 2026-03-10 1.23tn
+ Orvane P 2026-05-10 1.2tn

[planned metric; companies] about, more than a tenth off
. Orvane P 2026-01-10 34
> Orvane P 2026-04-10 ~30

[enacted; USD] cut by more than a twentieth
. Orvane P 2026-01-10 1.06bn
> Orvane P 2026-04-10 1bn

[budgeted] bound within a quarter blurs
> Orvane P 2026-01-10 46bn
+ Orvane P 2026-04-10 >40bn

[planned] bound far below revises
. Orvane P 2026-01-10 16bn
> Orvane P 2026-04-10 >10bn

[committed; USD] range narrowed, and a range on the same day
+ Orvane P 2026-03-01 5bn..8bn
+ Orvane P 2026-05-10 6bn..7bn
> Orvane P 2026-05-10 6.5bn

[planned] a range within a range, and the wider one again
. Treasury P 2026-01-10 5bn..8bn
. Treasury P 2026-03-10 6bn..7bn
> Treasury P 2026-05-10 5bn..8bn

[planned] ranges of one day, the wider one recorded last
> Treasury P 2026-01-10 6bn..7bn
+ Treasury P 2026-01-10 5bn..8bn

[planned; USD] range on another day revises
. Orvane P 2026-03-01 6.5bn
> Orvane P 2026-05-10 5bn..8bn

[invested] undisclosed on both sides
+ Orvane P 2026-03-01 undisclosed
> Orvane P 2026-05-10 5bn
+ Orvane P 2026-08-20 undisclosed

[planned] equal conversions, within a tenth and beyond
> Orvane P 2026-03-01 850bn as $5.6bn
+ Orvane P 2026-05-10 800bn as $5.6bn
≠ Brint  N 2026-06-10 700bn as $5.6bn

[actual metric; people] a larger count after 180 days
. Orvane P 2026-02-01 268
> Orvane P 2026-07-31 ~270

[actual metric; people] a larger count after 179 days
> Orvane P 2026-02-01 268
+ Orvane P 2026-07-30 ~270

[paid] press count overtakes an aged primary one
. Orvane P 2026-01-15 12bn
> Brint  N 2026-09-10 20bn

[invested] press count more than ten times as large
> Orvane P 2026-01-20 5bn
≠ Brint  N 2026-09-01 60bn

[actual metric; companies] a ceiling and a secondary count do not overtake
> Orvane P 2026-01-20 ~30
. Brint  N 2026-09-01 <=60
. Digest S 2026-09-05 32

[votes] votes do not age
> Orvane P 2026-01-20 40%
≠ Brint  N 2026-09-01 55%

[actual metric; companies] figures counted on different days
. Orvane P 2026-04-05 32 @2026-03-31
> Orvane P 2026-07-05 ~30 @2026-06-30
. Brint  N 2026-09-10 45 @2026-08-31

[planned metric; people] 約4千人 rounds a finer figure
> Orvane P 2026-02-01 4,120人
+ Orvane P 2026-05-01 約4千人

[budgeted] 1.2兆円 repeated in English, then narrowed
+ Orvane P 2026-02-01 1.2兆円
+ Orvane P 2026-04-01 1.2tn
> Orvane P 2026-06-01 1.23兆円

[threshold] threshold raised, then said with about
. Orvane P 2026-02-01 50
> Orvane P 2026-04-01 60
+ Orvane P 2026-06-01 ~60

[progress] a repeat restarts the 180 days
> Orvane P 2026-01-10 40%
+ Orvane P 2026-06-01 40%
≠ Brint  N 2026-08-01 60%

[planned] amounts that can and cannot both be true
> Orvane P 2026-02-01 267.6bn
≠ Brint  N 2026-03-01 250bn
. Norrow N 2026-03-02 268bn

# Calendars

[target; ≈] the FY of a quarter is dropped, then the quarter
> Port P 2026-01-10 FY2029-Q4
+ Port P 2026-03-10 2029-Q4
+ Port P 2026-05-10 2029

[target] the same days in the words of the other calendar
> Port P 2026-01-10 FY2029-Q4
+ Port P 2026-03-10 2030-Q1
+ Port P 2026-05-10 2030

[target] a fiscal year around a calendar half
> Port P 2026-01-10 2029-H2
+ Port P 2026-04-10 FY2029

[target; October; ≈] a quarter, then the FY before it
+ Port P 2026-01-10 2028-Q4
> Port P 2026-04-10 FY2028-Q4

[target; October] a quarter without its FY ends later
. Port P 2026-01-10 FY2028-Q4
> Port P 2026-04-10 2028-Q4

[target; October] by a year without its FY ends later
. Port P 2026-01-10 ../FY2028
> Port P 2026-04-10 ../2028

[target; October; ≈] on one day the calendar year is no later word
> Port P 2026-01-10 FY2028-Q1
+ Port P 2026-01-10 2028

[target; October; ≈] on one day, the calendar year recorded first
+ Port P 2026-01-10 2028
> Port P 2026-01-10 FY2028-Q1

# Open ends, decades, ranges

[target] by, nearer, a month of it, by
+ Port P 2026-01-10 ../2028
+ Port P 2026-03-10 ../2028-03
> Port P 2026-05-10 2028-02
+ Port P 2026-07-10 ../2028

[target] from takes back the half that it leaves open
. Port P 2026-01-10 2029/..
. Port P 2026-03-10 2029-H2
> Port P 2026-05-10 2029/..

[target] from a later year is one of those left open
+ Port P 2026-01-10 2029/..
> Port P 2026-03-10 2030/..

[target] a decade, its second half, the decade, its first half
. Port P 2026-01-10 2030s
. Port P 2026-03-10 2035/2039
. Port P 2026-05-10 203X
> Port P 2026-07-10 2030/2034

[target] nested ranges of one day, the widest recorded first
+ Port P 2026-03-10 2028/2031
+ Port P 2026-03-10 2029/2030
> Port P 2026-03-10 2029-H2/2030-H1

[target] a range of the day before widens again
. Port P 2026-03-10 2029/2030
. Port P 2026-03-10 2029-H2/2030-H1
> Port P 2026-03-11 2029/2030

[target] ranges of one day that only overlap
. Port P 2026-03-10 2028/2029
> Port P 2026-03-10 2029/2030

# Days of saying and days of recording

[target] a revision of an earlier day, recorded last
. Port P 2026-01-10 2029-H1
+ Port P 2026-05-01 2029
> Port P 2026-03-01 2029-H2

[target] an older promise, recorded last
> Port P 2026-05-01 2030
. Port P 2026-03-01 2029

[target] a promise from before it was withdrawn, recorded last
> Port P 2026-05-01 withdrawn
. Port P 2026-03-01 2029

[target] a month that is not over
> Port P 2026-03-01 2029
. Port P 2026-11    2031

[target] 31 days before the month in which it was said, and 32
≠ Brint  N 2026-08-01 2031
. Norrow N 2026-07-31 2031
> Port   P 2026-09    2029

[target] a month that ended 31 days before
≠ Brint N 2026-09    2031
> Port  P 2026-10-31 2029

[target] a month that ended 32 days before
. Brint N 2026-09    2031
> Port  P 2026-11-01 2029

[target] all of 64
> Port P 2026-02-01 2029-H1
+ Port P 2026-02-02 2029 ×63

[target] the 64 newest of a blog that says it every day
> Port   P 2025-12-20 2029
. Digest S 2026-01-01 2031 ×6
≠ Digest S 2026-01-07 2031 ×64

# Who speaks

[target] moved by another speaker 181 days ago, narrowed since
. Audit P 2026-03-01 2028
+ Port  P 2026-05-31 2030
> Port  P 2026-06-10 2030-H1

[target] moved by another speaker 180 days ago, repeated since
≠ Audit P 2026-03-01 2028
> Port  P 2026-06-01 2030
+ Port  P 2026-10-01 2030

[target] the other speaker had only blurred it
. Port     P 2026-01-10 2028-06
. Treasury P 2026-02-10 2028
> Port     P 2026-09-01 2030

[target] the other speaker had narrowed it by a unit
. Port     P 2026-01-10 2028
. Treasury P 2026-02-10 2028-H1
> Port     P 2026-09-01 2030

[target] the other speaker had held something else
. Port     P 2026-01-10 2029
≠ Treasury P 2026-02-10 2028
> Port     P 2026-09-01 2030

[planned] another speaker moves an amount
. Port     P 2026-06-10 5bn
> Treasury P 2026-09-01 8bn

# What is withdrawn

[target] withdrawn, and the same again
. Port P 2026-01-10 2030
. Port P 2026-03-10 withdrawn
> Port P 2026-05-10 2030

[planned] withdrawn, then roughly the same
. Port P 2026-01-10 31bn
. Port P 2026-03-10 withdrawn
> Port P 2026-05-10 ~30bn

# Amounts

[committed] ceilings round each other, and differ
> Treasury P 2026-01-10 <=631.5bn
+ Treasury P 2026-03-10 <=631bn
≠ Brint    N 2026-04-10 <=590bn

[actual metric; companies] a floor is raised
. Port P 2026-01-10 >40
> Port P 2026-03-10 >45

[actual metric; companies] a figure above a floor, and the floor again
+ Port P 2026-01-10 >40
> Port P 2026-03-10 46
+ Port P 2026-05-10 >40

[planned] a figure far above a floor, and the floor again
. Port P 2026-01-10 >10bn
. Port P 2026-03-10 16bn
> Port P 2026-05-10 >10bn

[actual metric; JPY] a loss is rounded, then cut
> Port  P 2026-01-10 -36.7bn
+ Port  P 2026-02-10 -37bn
+ Port  P 2026-03-10 -36bn
≠ Brint N 2026-04-10 36.7bn

[actual metric; JPY] a loss that becomes a gain
. Port P 2026-01-10 -5.2bn
> Port P 2026-03-10 ~5bn

[planned] equal conversions, a tenth apart and more
> Treasury P 2026-05-01 1,000bn as $6.5bn
+ Treasury P 2026-05-10 900bn as $6.5bn
≠ Brint    N 2026-05-20 899bn as $6.5bn

[planned] one amount, converted at two rates
> Treasury P 2026-03-01 850bn as $5.6bn
+ Treasury P 2026-05-01 850bn as $5.4bn

# Counts

[paid] the press 179 days later
> Treasury P 2026-01-15 12bn
≠ Brint    N 2026-07-13 20bn

[paid] the press 180 days later
. Treasury P 2026-01-15 12bn
> Brint    N 2026-07-14 20bn

[paid] the ministry speaks again
. Treasury P 2025-01-10 1.2bn
. Brint    N 2026-05-10 2.4bn
> Treasury P 2026-10-01 1.3bn

[paid] the press counts on
. Treasury P 2025-01-10 1.2bn
. Brint    N 2026-05-10 2.4bn
> Norrow   N 2026-08-01 3.1bn

[paid] the press takes its larger count back
> Treasury P 2025-01-10 1.2bn
. Brint    N 2026-05-10 2.4bn
≠ Brint    N 2026-08-01 1.1bn

[paid] a floor of the press is larger
. Treasury P 2025-01-10 1.2bn
> Brint    N 2026-05-10 >2bn

[paid] a lower figure of the press is no newer count
> Treasury P 2025-01-10 12bn
≠ Brint    N 2026-05-10 11bn

[paid] a blog does not overtake the press
> Brint  N 2025-01-10 1.2bn
≠ Digest S 2026-09-10 2.4bn

[actual metric; people] the same, told roughly long after
> Port P 2025-01-10 1,013
+ Port P 2026-09-01 ~1000

[actual metric; people] a count that fell
. Port P 2025-01-10 1,060
> Port P 2026-09-01 ~900

# Statuses

[status] up and down
. Port P 2026-01-10 at-risk
. Port P 2026-03-10 on-track
> Port P 2026-05-10 at-risk
+ Port P 2026-07-10 at-risk

[status] called off, and a blog goes on
> Port   P 2026-03-01 cancelled
≠ Digest S 2026-05-01 on-track

[status; scheduled] a count that the press asked for, ended by a blog
. Brint  N 2025-03-01 threshold:30
≠ Digest S 2026-09-01 not-met

[status; unstated] only its progress was told by better sources
. Port   P 2026-01-10 progress:40%
≠ Digest S 2026-09-01 met @2026-08

[status; met on 2026-08] a note gives no standing
. Port   P 2026-01-10 note:Ground is broken
> Digest S 2026-09-01 met @2026-08

[status; scheduled] standing that comes later
≠ Digest S 2026-05-01 met
. Brint  N 2026-06-01 target:2028

[status; met on 2026-04-20] the company gives no day, the press does
> Port  P 2026-05-01 met
. Brint N 2026-05-02 met @2026-04-20

[status; met on 2026-05] of equally fine days the one said first
> Port P 2026-06-01 met @2026-05
+ Port P 2026-07-01 met @2026-06

# Who is measured against whom

[target] narrowed by no unit, before the one repeated moved on
. Port P 2026-01-10 2028
≠ Treasury P 2026-02-10 2028-02/2028-05
> Port P 2026-09-01 2030

[target] a coarser word of a speaker is not what that one held
. Port P 2026-01-05 2028-06
. Port P 2026-02-01 2028
≠ Daily N 2026-03-01 2028-12
> Port P 2026-03-20 2029

[paid] eight times as much may be growth
. Treasury P 2025-01-10 5bn
> Daily N 2026-05-10 41bn
"""


def blocks() -> list[str]:
    """The examples, each as it stands."""
    found = (block.strip() for block in SHOWN.split("\n\n"))
    return [block for block in found if not block.startswith("#")]
