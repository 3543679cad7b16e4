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
    *(("30 or more", LEAST), ("30社以上", LEAST), ("30超", MORE)),
    *(("30社以下", MOST), ("30未満", LESS)),
]

ABOUT_STEPS = [
    *(("~630bn", 10 * BN), ("~¥630bn", 10 * BN), ("~1,000億円", 1000 * YI), ("~1.5tn", 100 * BN)),
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
    ("数十億円", 20 * YI, 90 * YI, 10 * YI),
]

REFUSED = [
    *((text, "JPY", "name the unit") for text in ("1億5000", "1兆500", "3万5", "¥1兆7225")),
    *((text, "JPY", "name the unit") for text in ("1兆 500", "1億 5,000")),
    *((text, "JPY", "tells a change") for text in ("+4bn", "＋40億円", "1bn..+4bn")),
    *(
        (text, "JPY", "write 一〇〇 as 100")
        for text in ("一〇〇億円", "約一〇〇億円", "一兆一〇〇億円")
    ),
    *((text, "JPY", "upside down") for text in ("1兆 2兆", "5億 10億円", "1億 2 兆円")),
    *((text, "JPY", "unknown unit") for text in ("1 300億円", "20 00億円")),
    *((text, "JPY", "upside down") for text in ("1億2兆円", "1億5億円", "1兆12,000億円", "5..3")),
    *((text, "JPY", "unknown unit") for text in ("130X", "1e9", "5²", "1 300", "5bnyen", "5 tons")),
    *(
        (text, "JPY", "grouped by three")
        for text in ("1,30", "1,3000", "1_30bn", "12_3,456", "0,300")
    ),
    *(
        (text, "JPY", "no number")
        for text in ("1..", "..5", "nan", "inf", "tons of money", ".5bn", "5.")
    ),
    *(
        (text, "JPY", "no number")
        for text in ("bn", "¥", "~", "~>5", "～200億円", "007", "-", "万円")
    ),
    *((text, "JPY", "both ends") for text in ("0.5-20bn", "100〜200億円", "¥0.5..20bn", "1bn..2")),
    *(
        (text, "JPY", f"both ends of a range need their scale: write {proposed}$")
        for text, proposed in (
            ("2〜3兆円", "2兆〜3兆円"),
            ("二〜三兆円", "二兆〜三兆円"),
            ("5千〜6千億円", "5千億〜6千億円"),
            ("千〜二千億円", "千億〜二千億円"),
            ("五〜六千億円", "五千億〜六千億円"),
            ("900〜1千億円", "900億〜1千億円"),
            ("between 5千 and 6千億円", "between 5千億 and 6千億円"),
            ("1.5 to 2 trillion yen", "1.5 trillion to 2 trillion yen"),
            ("¥5-6 billion", "¥5 billion-6 billion"),
            ("1bn..2", "1bn..2bn"),
            ("1〜1兆7,225億円", "1億〜1兆7,225億円"),
            ("1〜1億2,345万6,789円", "1万〜1億2,345万6,789円"),
        )
    ),
    ("$5-6 billion", "USD", r"need their scale: write \$5 billion-6 billion$"),
    ("5〜6百万円", "JPY", "need their scale: write 5百万〜6百万円$"),
    ("one trillion yen", "JPY", "write 1 trillion yen$"),
    ("about a billion yen", "JPY", "write 1 billion yen$"),
    ("tens of billions of yen", "JPY", "e.g. 20 billion to 90 billion$"),
    ("hundreds of millions of yen", "JPY", "e.g. 200 million to 900 million$"),
    *((text, "count", "unknown unit") for text in ("32 dozens", "32 thousands", "32X")),
    ("32 companies", "wafers", "unknown unit"),
    ("二〜三千人", "companies", "need their scale: write 二千〜三千人$"),
    *((text, "companies", "their scale, or their unit$") for text in ("二〜千人", "5千〜1万人")),
    *((text, "JPY", "range takes no") for text in ("~5bn..6bn", "数千億円以上", "up to 5-6")),
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
    *((text, "%", "needs its sign") for text in ("60", "0.6", "5..6")),
    ("60%", "JPY", "unit mismatch"),
    ("$5", "companies", "unit mismatch"),
    ("0.00001%", "%", "finer than"),
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
