//! Codecs against what Python 3.14 says.
