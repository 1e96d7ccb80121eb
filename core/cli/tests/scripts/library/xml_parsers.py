# Events, namespaces, entities and errors of XML parsers, and what is built on them.
import plistlib
import xml.dom.minidom
import xml.etree.ElementTree as ET
from xml.parsers import expat

seen = []
p = expat.ParserCreate(namespace_separator=" ")
p.buffer_text = True
p.StartElementHandler = lambda name, attributes: seen.append((name, attributes))
p.EndElementHandler = seen.append
p.CharacterDataHandler = seen.append
p.Parse(b"<!DOCTYPE a [<!ENTITY e 'x&#33;'><!ATTLIST a k CDATA 'v'>]><a xmlns='u'>1&e;&lt;\r\n", False)
p.Parse(b"<b y='2'/></a>", True)
assert seen == [("u a", {"k": "v"}), "1x!<\n", ("u b", {"y": "2"}), "u b", "u a"], seen
root = ET.fromstring("<r><a k='v'>t</a>tail</r>")
assert ET.tostring(root) == b'<r><a k="v">t</a>tail</r>' and root.find("a").attrib == {"k": "v"}
document = xml.dom.minidom.parseString("<r a='1'><!--c-->x</r>")
assert document.documentElement.toxml() == '<r a="1"><!--c-->x</r>'
assert plistlib.loads(plistlib.dumps({"a": [1, True, b"x"]})) == {"a": [1, True, b"x"]}
for bad in (b"<a></b>", b"<a>&nothing;</a>", b"<a b='1' b='2'/>", b"<a>\n <", b""):
    try:
        expat.ParserCreate().Parse(bad, True)
    except expat.ExpatError as e:
        print(e.code, e)
# expect: 7 mismatched tag: line 1, column 5
# expect: 11 undefined entity: line 1, column 3
# expect: 8 duplicate attribute: line 1, column 9
# expect: 5 unclosed token: line 2, column 1
# expect: 3 no element found: line 1, column 0
