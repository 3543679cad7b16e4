"""Tables of quantities: what each text means, why it is refused, which two can both be true."""

from __future__ import annotations

from tracker.domain.quantities.quantity import Qualifier

YI, BN, TN = 10**8, 10**9, 10**12
EXACT, ABOUT, RANGE = Qualifier.EXACT, Qualifier.ABOUT, Qualifier.RANGE
MORE, LESS = Qualifier.MORE_THAN, Qualifier.LESS_THAN
LEAST, MOST = Qualifier.AT_LEAST, Qualifier.AT_MOST

YEN_FIGURES = [
    *((text, 150 * BN, BN) for text in ("150B", "150bn", "150 bn", "150 Billion")),
    *((text, 1230 * BN, 10 * BN) for text in ("¥1.23T", "￥1.23T", "1.23tn yen", "¥1.23tn yen")),
    ("1.23 trillion yen", 1230 * BN, 10 * BN),
    ("JPY 1,300", 1300, 1),
    ("631.5 billion", 6315 * YI, YI),
    *((text, 100 * BN, BN) for text in ("100 bil. yen", "100 b. yen", "100-billion-yen")),
    *((text, 1700 * BN, 100 * BN) for text in ("1.7 tril. yen", "1.7trn", "¥1.7-trillion")),
    *((text, 150 * 10**6, 10**6) for text in ("150百万円", "１５０百万円")),
    ("267,600百万円", 2676 * YI, 10**6),
    ("5百万2千円", 5002 * 10**3, 10**3),
    ("1億5百万円", 105 * 10**6, 10**6),
    ("7.3bn yen", 73 * YI, YI),
    *((text, 25 * 10**6, 10**6) for text in ("25m", "25M", "25 million")),
    ("5k", 5000, 1000),
    ("1,300億円", 1300 * YI, YI),
    ("１，３００億円", 1300 * YI, YI),
    ("1兆7,225億円", 17225 * YI, YI),
    *((text, 17225 * YI, YI) for text in ("1兆 7,225億円", "１ 兆　７，２２５ 億 円")),
    *((text, 1500 * YI, YI) for text in ("1,500 億円", "1,500億 円")),
    ("三千 億円", 3000 * YI, 1000 * YI),
    ("1億2,345万6,789円", 123456789, 1),
    ("1兆円", TN, TN),
    ("1.5兆円", 1500 * BN, 100 * BN),
    ("2千億円", 2000 * YI, 1000 * YI),
    ("三千億円", 3000 * YI, 1000 * YI),
    ("千億円", 1000 * YI, 1000 * YI),
    ("百三十億円", 130 * YI, 10 * YI),
    ("二千五百六十一万円", 2561 * 10**4, 10**4),
    ("1_300", 1300, 1),
    ("1.00 yen", 1, 1),
    ("0", 0, 1),
    *((text, -120 * YI, YI) for text in ("△120億円", "▲120億円", "-120億円")),
    *((text, -5 * BN, BN) for text in ("-5bn", "−5bn", "-¥5bn")),
    ("9223372036854775807", 2**63 - 1, 1),
]

OTHER_FIGURES = [
    ("$7.9bn", "USD", 790 * BN, 10 * BN),
    ("US$ 5.2bn", "USD", 520 * BN, 10 * BN),
    ("7.9bn dollars", "USD", 790 * BN, 10 * BN),
    ("79億ドル", "USD", 790 * BN, 100 * YI),
    ("7.9 billion U.S. dollars", "USD", 790 * BN, 10 * BN),
    *((text, "USD", 790 * BN, 10 * BN) for text in ("US $7.9 billion", "U.S. $7.9 billion")),
    ("$1.25", "USD", 125, 1),
    ("€1bn", "EUR", 100 * BN, 100 * BN),
    ("5tn won", "KRW", 5 * TN, TN),
    ("NT$1m", "TWD", 10**8, 10**8),
    ("60%", "%", 600_000, 10_000),
    ("11.5 %", "%", 115_000, 1_000),
    ("60パーセント", "%", 600_000, 10_000),
    *((text, "%", 400_000, 100_000) for text in ("4割", "四割", "４割")),
    *(("4割5分", "%", 450_000, 10_000), ("4.5割", "%", 450_000, 10_000)),
    *((text, "USD", 660 * BN, 10 * BN) for text in ("$6.6 bln", "$6.6bln")),
    *((text, "USD", 100 * TN, 100 * TN) for text in ("$1tr", "$1 trln", "$1 tril.")),
    *((text, "USD", 500_000_000, 10**8) for text in ("$5 mln", "$5 mio.")),
    *((text, "EUR", 1350 * BN, 10 * BN) for text in ("13.5 Mrd €", "13.5 Milliarden Euro")),
    ("30社", "companies", 30, 1),
    ("32 companies", "companies", 32, 1),
    ("6,000 wafers/month", "wafers/month", 6000, 1),
    ("25k wafers/month", "wafers/month", 25000, 1000),
    ("150bn", "count", 150 * BN, BN),
    ("32 companies", "count", 32, 1),
    ("32 people", "count", 32, 1),
    ("32名", "count", 32, 1),
    ("5 man-years", "man-years", 5, 1),
]

QUALIFIED = [
    *((f"{word}30社", ABOUT) for word in ("~", "約", "およそ")),
    *((f"{word} 30", ABOUT) for word in ("about", "around", "some", "nearly", "almost")),
    *((f"{word} 30", ABOUT) for word in ("roughly", "approximately", "~")),
    *((f"{word} 30", MORE) for word in ("just over", "in excess of")),
    *((f"30社{word}", MORE) for word in ("余り", "余", "強")),
    *((f"{word} 30", LEAST) for word in ("no less than", "no fewer than")),
    *(("30+", LEAST), ("30-plus", LEAST), ("30 or fewer", MOST), ("最大で30社", MOST)),
    *((f"{word} 30", MOST) for word in ("no more than", "as much as", "as many as")),
    *((f"{word} 30", LESS) for word in ("fewer than", "just under")),
    *((f"30社{word}", ABOUT) for word in ("規模", "前後", "近く", "弱", "程度")),
    *((f"{word}30", MORE) for word in (">", "over ", "more than ", "More Than ")),
    *((f"{word}30", LEAST) for word in (">=", "≥", "at least ")),
    *((f"{word}30", MOST) for word in ("<=", "≤", "up to ", "at most ", "最大")),
    *((f"{word}30", LESS) for word in ("<", "less than ", "under ")),
    *((f"{word} 30", ABOUT) for word in ("approx.", "approx", "circa", "c.", "close to")),
    *((f"{word} 30", ABOUT) for word in ("an estimated", "in the region of", "ほぼ", "ざっと")),
    *((f"30社{word}", ABOUT) for word in ("ほど", "くらい", "近い", " or so")),
    *((f"{word} 30", MORE) for word in ("well over", "above", "upwards of", "slightly more than")),
    *((f"{word} 30", MOST) for word in ("a maximum of", "max.", "not more than", "最高")),
    *((f"{word} 30", LEAST) for word in ("a minimum of", "not less than", "最低", "少なくとも")),
    *(("30社を超える", MORE), ("30社足らず", LESS), ("30社以内", MOST), ("30 at most", MOST)),
    *((f"{word} 30", LESS) for word in ("below", "slightly less than")),
    *(
        ("最大約30社", MOST),
        ("up to about 30", MOST),
        ("最大30社程度", MOST),
        ("最大30社余り", MOST),
    ),
    *(
        ("最大で30社以下", MOST),
        ("少なくとも約30社", LEAST),
        ("約30社以上", LEAST),
        ("約30社超", MORE),
    ),
    *(("約30社程度", ABOUT), ("およそ30社前後", ABOUT), ("about 30 or so", ABOUT)),
    *(("約30社余り", ABOUT), ("30社程度以上", LEAST), ("30社強以上", LEAST)),
    *(("30 or more", LEAST), ("30社以上", LEAST), ("30超", MORE)),
    *(("30社以下", MOST), ("30未満", LESS)),
]

ABOUT_STEPS = [
    *(("~630bn", 10 * BN), ("~¥630bn", 10 * BN), ("~1,000億円", 1000 * YI), ("~1.5tn", 100 * BN)),
    *(("close to 930 billion yen", 10 * BN), ("1兆円ほど", TN), ("approx. 631.5bn", YI)),
    *(("~30", 10), ("~20", 10), ("~31", 1), ("~0", 1), ("~631.5bn", YI), ("~0.50bn", 100 * 10**6)),
]

RANGES = [
    *((text, YI * 5, YI * 200, YI) for text in ("0.5bn..20bn", "0.5bn-20bn", "5億円〜200億円")),
    *((text, YI * 5, YI * 200, YI) for text in ("5億円～200億円", "¥0.5bn – ¥20bn", "5億~200億円")),
    ("between 0.5bn and 20bn", YI * 5, YI * 200, YI),
    ("数千 億円", 2000 * YI, 9000 * YI, 1000 * YI),
    ("2兆円から3兆円", 2 * TN, 3 * TN, TN),
    ("2兆円から3兆円まで", 2 * TN, 3 * TN, TN),
    ("5百万〜6百万円", 5 * 10**6, 6 * 10**6, 10**6),
    ("1兆 to 2兆円", TN, 2 * TN, TN),
    ("0.5bn to 20bn", YI * 5, YI * 200, YI),
    ("from 0.5bn to 20bn yen", YI * 5, YI * 200, YI),
    ("0..20bn", 0, 20 * BN, 1),
    ("1bn..20.5bn", BN, 205 * YI, YI),
    ("-5bn..-3bn", -5 * BN, -3 * BN, BN),
    ("5-20 yen", 5, 20, 1),
    ("100円〜1億円", 100, YI, 1),
    ("千億〜二千億円", 1000 * YI, 2000 * YI, 1000 * YI),
    ("五円〜六千億円", 5, 6000 * YI, 1),
    ("三百〜五百円", 300, 500, 100),
    ("数千億円", 2000 * YI, 9000 * YI, 1000 * YI),
    ("several hundred billion yen", 200 * BN, 900 * BN, 100 * BN),
    ("several trillion", 2 * TN, 9 * TN, TN),
    ("several", 2, 9, 1),
    ("1千億〜2千億円", 1000 * YI, 2000 * YI, 1000 * YI),
    ("数十億円", 20 * YI, 90 * YI, 10 * YI),
]

REFUSED = [
    *((text, "JPY", "name the unit") for text in ("1億5000", "1兆500", "3万5", "¥1兆7225")),
    *((text, "JPY", "name the unit") for text in ("1兆 500", "1億 5,000")),
    *((text, "JPY", "tells a change") for text in ("+4bn", "＋40億円", "1bn..+4bn")),
    *((text, "JPY", "not 0 to 9") for text in ("一〇〇億円", "約一〇〇億円", "一兆一〇〇億円")),
    *((text, "JPY", "upside down") for text in ("1兆 2兆", "5億 10億円", "1億 2 兆円")),
    *((text, "JPY", "unknown unit") for text in ("20 00億円", "5億円/年", "5bn/year")),
    *((text, "JPY", "upside down") for text in ("1億2兆円", "1億5億円", "1兆12,000億円", "5..3")),
    *((text, "JPY", "unknown unit") for text in ("130X", "1e9", "5²", "5bnyen", "5 tons")),
    *(
        (text, "JPY", "grouped by three")
        for text in ("1,30", "1,3000", "1_30bn", "12_3,456", "0,300", "1,234,5")
    ),
    *(
        (text, "JPY", "no number")
        for text in ("nan", "inf", "tons of money", ".5bn", "5.", "A$5bn")
    ),
    *((text, "JPY", "no number") for text in ("bn", "¥", "~", "~>5", "007", "-", "万円")),
    *((text, "JPY", "from how much") for text in ("～200億円", "2兆円台", "..5")),
    *((text, "JPY", "both ends") for text in ("0.5-20bn", "100〜200億円", "¥0.5..20bn", "1bn..2")),
    ("5〜6百万円", "JPY", "need their scale"),
    *((text, "count", "unknown unit") for text in ("32 dozens", "32 thousands", "32X")),
    ("32 companies", "wafers", "unknown unit"),
    *((text, "companies", "their scale, or their unit$") for text in ("二〜千人", "5千〜1万人")),
    *((text, "JPY", "range takes no") for text in ("~5bn..6bn", "数千億円以上", "up to 5-6")),
    *((text, "JPY", "at once$") for text in ("最大2兆円以上", "at least 5bn or less")),
    *(
        (text, "JPY", "currency mismatch")
        for text in ("$5bn", "5bn dollars", "¥5bn dollars", "1円..$2")
    ),
    *((text, "JPY", "finer than") for text in ("1.5 yen", "0.0001k", "1.23")),
    *((text, "JPY", "too large") for text in ("9223372036854775808", "-10000000tn", "9" * 100)),
    *((text, "JPY", "is empty") for text in ("", "   ", "\u3000")),
    *(
        (text, "JPY", "control characters")
        for text in ("5\nbn", "5\x1bbn", "5\u200bbn", "\u202e5bn")
    ),
    ("as much as ¥5bn as ¥5bn", "JPY", "conversion"),
    *((text, "JPY", "conversion") for text in ("¥5bn as ¥5bn", "¥5bn (2025)", "¥5bn as 60%")),
    ("(approx. $79 billion)", "JPY", "hold a conversion"),
    *((text, "%", "needs its sign") for text in ("60", "0.6", "5..6")),
    ("60%", "JPY", "unit mismatch"),
    ("4割", "JPY", "unit mismatch"),
    ("$5", "companies", "unit mismatch"),
    ("0.00001%", "%", "finer than"),
    ("5分", "%", "unknown unit"),
    ("32 owners", "companies", "unknown unit"),
    ("30 as $5", "companies", "only money"),
    ("1.5", "companies", "finer than"),
    ("-数億円", "JPY", "no minus"),
    ("数億..数兆円", "JPY", "must be one number"),
    ("1.5兆3,000億円", "JPY", "decimal point"),
    ("1万0億円", "JPY", "upside down"),
    *(("5", unit, "no scale") for unit in ("m", "bn", "億", "Trillion", "", " ")),
    *(("5", unit, "did you mean JPY") for unit in ("jpy", "Jpy")),
    ("5" * 101, "JPY", "longer than 100"),
]

# unit | text | reason | what to write
ANSWERED = """
JPY   | 1 770bn                      | commas group digits | 1,770bn or 1770bn
JPY   | 約1 770億円                  | commas group digits | ~1,770億円 or ~1770億円
JPY   | 1'000bn                      | commas group digits | 1,000bn or 1000bn
USD   | 1.300.000 dollars            | commas group digits | 1,300,000 dollars or 1300000 dollars
JPY   | 13,5bn                       | is the comma a point\\? | 13.5bn or 135bn
EUR   | 13,5 Mrd €                   | is the comma a point\\? | 13.5 mrd € or 135 mrd €
EUR   | 1.300 Mrd €                  | is the point a decimal | 1300 mrd € or 1.3 mrd €
JPY   | 1億5000                      | name the unit of 5000 | 1億5000万円 or 1億5000円
JPY   | 一〇〇億円                   | not 0 to 9 | 100億円
JPY   | 2〜3兆円                     | need their scale | 2兆〜3兆円
JPY   | 5千〜6千億円                 | need their scale | 5千億〜6千億円
JPY   | 900〜1千億円                 | need their scale | 900億〜1千億円
JPY   | between 5千 and 6千億円      | need their scale | between 5千億 and 6千億円
JPY   | 1.5 to 2 trillion yen        | need their scale | 1.5 trillion to 2 trillion yen
JPY   | up to 5-6bn                  | need their scale | 5bn-6bn
USD   | $5-6 billion                 | need their scale | $5 billion-6 billion
%     | 3〜4割                       | need their scale | 3割〜4割
JPY   | one trillion yen             | in words | 1 trillion yen or ~1 trillion yen
JPY   | half a trillion yen          | in words | 0.5 trillion yen
JPY   | one and a half trillion yen  | in words | 1.5 trillion yen
count | thirty-two companies         | in words | 32 companies or ~32 companies
count | two dozen                    | in words | 24 or ~24
JPY   | tens of billions of yen      | from how much | 20 billion to 90 billion or ~20 billion
JPY   | 2兆円台                      | from how much | >=2兆円 or ~2兆円
JPY   | 2兆円〜                      | to how much | >=2兆円
JPY   | 〜20億円                     | from how much | <=20億円
JPY   | 2兆円以上3兆円未満           | from, to | 2兆円..3兆円
JPY   | 約2兆〜3兆円                 | takes no qualifier | 2兆〜3兆円
JPY   | 最大2兆円以上                | at once | >=2兆円 or <=2兆円
JPY   | 5..3                         | upside down | 3..5
JPY   | (5bn)                        | make it negative | 5bn or -5bn
JPY   | 総額1兆円                    | first word | 1兆円
JPY   | about 5bn a year             | unknown unit | ~5bn
JPY   | 5 thousand million           | unknown unit | 5 billion
JPY   | 9,300 oku                    | unknown unit | 9,300億
JPY   | not disclosed                | no number | undisclosed
JPY   | 1 770bn as $12bn             | commas | 1,770bn as $12bn or 1770bn as $12bn
JPY   | ¥1.77T as $1 200m            | commas | ¥1.77T as $1,200m or ¥1.77T as $1200m
%     | nearly fourfold              | by how much it grew | ~400% or ~300%
%     | 約4倍                        | by how much it grew | ~400% or ~300%
%     | doubled                      | by how much it grew | 200% or 100%
%     | 50% growth                   | unknown unit | 50%
%     | 5ポイント                    | tells a change | -
%     | 0.3                          | needs its sign | 0.3% or 30%
%     | 30                           | needs its sign | 30%
%     | a third                      | no number | 33.3% or ~33.3%
%     | 過半数                       | no number | >50%
count | fourfold                     | tells a change | -
count | 4 increase                   | tells a change | -
km    | 11.3 km                      | finer than | 11 km or ~11 km
km    | 1 770 km                     | commas group digits | 1,770 km or 1770 km
count | 32 owners                    | unknown unit | 32
count | 30-odd companies             | unknown unit | >30 companies
count | 30数社                       | unknown unit | >30社
"""

COMPATIBLE = [
    *(("1.23T", "1,239bn"), ("30", "30"), ("~30", "32"), (">160bn", "167.6bn"), (">7tn", "7tn")),
    *((">160bn", ">160.4bn"), (">=160bn", ">160bn"), ("<=600bn", "~600bn"), ("<590bn", ">500bn")),
    *(("30", "20..40"), ("~40", "10..31"), ("20..30", "30..40"), ("5..9", ">=9")),
    *(
        ("undisclosed", "30"),
        ("undisclosed", "undisclosed"),
        ("<=5", ">=5"),
        ("<=631.5bn", "600bn"),
    ),
]
INCOMPATIBLE = [
    *(("250bn", "267.6bn"), ("30", "32"), ("<=590bn", "591bn"), (">1tn", "250bn"), (">30", "30")),
    *(
        (">1tn", ">3tn"),
        ("<5", ">=5"),
        ("20..30", "31..40"),
        ("41", "20..40"),
        ("9", "10..20"),
        ("5..9", ">9"),
    ),
    *(("1.23T", "1.24T"), ("<=590bn", "<=595bn")),
]


BOUNDS = [
    *(("30", 30, 30), ("~30", 20, 40), ("20..30", 20, 30), ("undisclosed", None, None)),
    *((">30", 31, None), (">=30", 30, None), ("<30", None, 29), ("<=30", None, 30)),
]

# What is said coarsely, and the finer figure that it may stand for.
ROUNDED = [
    *(("1.23T", "1,239bn"), ("1.2T", "1.23T"), ("268bn", "267.6bn"), ("267bn", "267.6bn")),
    *(("~30", "32"), ("~30", "28"), ("~4bn", "4,318m"), ("~1000", "1,013")),
    *(("<=631bn", "<=631.5bn"), (">1.2T", ">=1.23T"), ("-37bn", "-36.7bn"), ("-36bn", "-36.7bn")),
]
NOT_ROUNDED = [
    *(("~30", "26"), ("~30", "38"), ("~30", "34"), ("2bn", "2.9bn"), ("2bn", "2.7bn")),
    *(("1bn", "1.06bn"), ("268bn", "269bn"), ("268bn", "267.4bn"), ("5bn", "-5bn")),
    *((">10bn", "16bn"), ("<=631bn", ">=631.5bn"), ("<=590bn", "<=631.5bn")),
    *(("undisclosed", "30"), ("30", "undisclosed"), ("20..40", "30")),
]
