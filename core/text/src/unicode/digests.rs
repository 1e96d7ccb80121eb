//! What the test of all code points compares with. Written by tools/unicode_tables.py.

pub(super) const ISALPHA: u64 = 0xbb0a_f8ee_4691_2039;
pub(super) const ISDECIMAL: u64 = 0x4ce3_62bc_3ede_2561;
pub(super) const ISDIGIT: u64 = 0x19bb_a7ed_4bdd_a12d;
pub(super) const ISNUMERIC: u64 = 0x6a56_c338_98a5_a1e5;
pub(super) const ISSPACE: u64 = 0x9108_38d6_e6c7_b908;
pub(super) const ISUPPER: u64 = 0x980a_02bc_d289_ce8f;
pub(super) const ISLOWER: u64 = 0xcf89_da72_7e4e_ed32;
pub(super) const ISTITLE: u64 = 0xae68_6807_687a_ea26;
pub(super) const ISPRINTABLE: u64 = 0x229d_768e_d25c_2559;
pub(super) const ISALNUM: u64 = 0x5c61_4670_e48e_c86e;
pub(super) const ISIDENTIFIER: u64 = 0xed2c_14cc_f393_8a36;
pub(super) const UPPER: u64 = 0x00be_f042_efed_ebfe;
pub(super) const LOWER: u64 = 0xf146_362b_8004_7dda;
pub(super) const TITLE: u64 = 0x60e5_3fed_4e4d_d3c7;
pub(super) const CASEFOLD: u64 = 0xa8a6_93b5_cced_5b28;
pub(super) const SWAPCASE: u64 = 0xaf45_86fe_a0a0_3d25;
pub(super) const CAPITALIZE: u64 = 0x60e5_3fed_4e4d_d3c7;
pub(super) const SIGMA: u64 = 0x3d52_9d35_272c_509b;
pub(super) const NUMERIC: u64 = 0x5aea_a06c_ad0b_5c2c;
pub(super) const DIGIT: u64 = 0xffb5_4d2a_85fd_97f6;
pub(super) const NAMES: u64 = 0x25fe_1705_f9b1_ecbc;
