//! Tests of integers: expectations are python3.14's.

use super::arith::*;
use super::bits::*;
use super::convert::*;
use super::power::*;
use super::text::*;
use super::*;
use crate::IntError;

fn int(text: &str) -> Int {
    parse(text, 0, 0).unwrap()
}

/// Applies a function to two integers given as text.
fn two<R>(f: impl Fn(IntRef<'_>, IntRef<'_>) -> R, a: &str, b: &str) -> R {
    f(int(a).view(), int(b).view())
}

#[test]
fn small_holds_63_bits() {
    assert_eq!(add(IntRef::Small(SMALL_MAX), IntRef::Small(0)), Int::Small(SMALL_MAX));
    assert!(matches!(add(IntRef::Small(SMALL_MAX), IntRef::Small(1)), Int::Big(_)));
    assert!(matches!(sub(IntRef::Small(SMALL_MIN), IntRef::Small(1)), Int::Big(_)));
    let big = add(IntRef::Small(SMALL_MAX), IntRef::Small(1));
    assert_eq!(sub(big.view(), IntRef::Small(1)), Int::Small(SMALL_MAX));
    assert_eq!(neg(big.view()), Int::Small(SMALL_MIN));
    assert_eq!(neg(IntRef::Small(i64::MIN)).to_string(), "9223372036854775808");
    assert_eq!(IntRef::Small(i64::MAX), Int::from(i64::MAX).view());
}

#[test]
fn division_rounds_down() {
    for (a, b, q, r) in [
        ("7", "-2", "-4", "-1"),
        ("-7", "2", "-4", "1"),
        ("-9223372036854775808", "-1", "9223372036854775808", "0"),
        ("-100000000000000000000", "3", "-33333333333333333334", "2"),
        ("100000000000000000000", "-30000000000000000000", "-4", "-20000000000000000000"),
    ] {
        assert_eq!(two(divmod, a, b), Ok((int(q), int(r))), "{a} {b}");
        assert_eq!(two(floordiv, a, b), Ok(int(q)));
        assert_eq!(two(modulo, a, b), Ok(int(r)));
    }
    assert_eq!(two(floordiv, "1", "0"), Err(IntError::ZeroDivision));
}

#[test]
fn shifts_and_logic() {
    assert_eq!(two(rshift, "-1", "1000000000000000000000"), Ok(Int::Small(-1)));
    assert_eq!(two(rshift, "-18446744073709551617", "64"), Ok(Int::Small(-2)));
    assert_eq!(two(lshift, "0", "1000000000000000000000"), Ok(Int::ZERO));
    assert_eq!(two(lshift, "1", "1000000000000000000000"), Err(IntError::ShiftTooLarge));
    assert_eq!(two(lshift, "1", "4611686018427387904"), Err(IntError::Memory));
    assert_eq!(two(lshift, "-3", "70"), Ok(int("-3541774862152233910272")));
    assert_eq!(two(and, "-18446744073709551617", "0xffffffffffffffffff"), int("0xfeffffffffffffffff"));
    assert_eq!(two(xor, "-18446744073709551617", "1"), int("-18446744073709551618"));
    assert_eq!(two(or, "-18446744073709551617", "1"), int("-18446744073709551617"));
    assert_eq!(invert(int("18446744073709551616").view()), int("-18446744073709551617"));
    assert_eq!(bit_length(int("-18446744073709551616").view()), 65);
    assert_eq!(bit_count(int("-18446744073709551617").view()), 2);
}

#[test]
fn powers() {
    assert_eq!(two(pow, "-3", "41"), Ok(int("-36472996377170786403")));
    assert_eq!(two(pow, "2", "1000000000000000000000"), Err(IntError::Memory));
    assert_eq!(two(pow, "10", "100000000000"), Err(IntError::Memory));
    assert_eq!(two(pow, "-1", "1000000000000000000001"), Ok(Int::Small(-1)));
    assert_eq!(two(pow, "2", "-1"), Err(IntError::NegativeExponent));
    let three = |a, e, m| pow_mod(int(a).view(), int(e).view(), int(m).view());
    assert_eq!(three("3", "-1", "7"), Ok(Int::Small(5)));
    assert_eq!(three("3", "5", "-7"), Ok(Int::Small(-2)));
    assert_eq!(three("2", "-1", "4"), Err(IntError::NotInvertible));
    assert_eq!(three("2", "3", "0"), Err(IntError::ZeroModulus));
    assert_eq!(three("-12345678901234567890", "3", "98765432109876543211"), Ok(int("2254530084746936074")));
    assert_eq!(isqrt(int("1000000000000000000000000000000").view()), Ok(int("1000000000000000")));
}

#[test]
fn floats() {
    assert_eq!(to_f64(int("9007199254740993").view()), Ok(9007199254740992.0));
    assert_eq!(to_f64(int("-36893488147419107329").view()), Ok(-36893488147419111424.0));
    assert_eq!(to_f64(int("1").view()), Ok(1.0));
    assert_eq!(to_f64(lshift_by(IntRef::Small(1), 1024).view()), Err(IntError::TooLargeForFloat));
    fn lshift_by(a: IntRef<'_>, n: u64) -> Int {
        super::bits::lshift_by(a, n).unwrap()
    }
    let edge = sub(lshift_by(IntRef::Small(1), 1024).view(), lshift_by(IntRef::Small(1), 970).view());
    assert_eq!(to_f64(edge.view()), Err(IntError::TooLargeForFloat));
    assert_eq!(to_f64(sub(edge.view(), IntRef::Small(1)).view()), Ok(f64::MAX));
    assert_eq!(from_f64(-1e20), Ok(int("-100000000000000000000")));
    assert_eq!(from_f64(f64::NAN), Err(IntError::FromNan));
    assert_eq!(two(true_div, "1", "3"), Ok(1.0 / 3.0));
    assert_eq!(true_div(IntRef::Small(-1), lshift_by(IntRef::Small(1), 1074).view()), Ok(-5e-324));
    assert_eq!(true_div(IntRef::Small(1), lshift_by(IntRef::Small(1), 1075).view()), Ok(0.0));
    assert_eq!(true_div(IntRef::Small(3), lshift_by(IntRef::Small(1), 1076).view()), Ok(5e-324));
    assert_eq!(two(true_div, "100000000000000000000000", "30000000001"), Ok(3333333333222.222));
    assert_eq!(compare_f64(int("9007199254740993").view(), 9007199254740992.0), Some(Ordering::Greater));
    assert_eq!(compare_f64(int("9223372036854775807").view(), 9223372036854775808.0), Some(Ordering::Less));
    assert_eq!(compare_f64(IntRef::Small(1), f64::NAN), None);
    assert_eq!(frexp(lshift_by(IntRef::Small(-3), 5000).view()), (-0.75, 5002));
}

#[test]
fn bytes() {
    let there = |text, length, big, signed| to_bytes(int(text).view(), length, big, signed);
    assert_eq!(there("-128", 1, true, true), Ok(vec![0x80]));
    assert_eq!(there("128", 1, true, true), Err(IntError::TooBigForBytes));
    assert_eq!(there("-1", 0, true, true), Err(IntError::TooBigForBytes));
    assert_eq!(there("0", 0, true, true), Ok(vec![]));
    assert_eq!(
        there("-18446744073709551617", 9, false, true).unwrap(),
        [255, 255, 255, 255, 255, 255, 255, 255, 254]
    );
    assert_eq!(
        from_bytes(&[255, 255, 255, 255, 255, 255, 255, 255, 254], false, true),
        int("-18446744073709551617")
    );
    assert_eq!(from_bytes(&[1, 0], true, false), Int::Small(256));
    assert_eq!(from_bytes(&[0x80], true, true), Int::Small(-128));
}

#[test]
fn hashes() {
    assert_eq!(hash(IntRef::Small(-1)), -2);
    assert_eq!(hash(IntRef::Small(1 << 61)), 1);
    assert_eq!(hash(int("-123456789012345678901234567890").view()), -248789772095949448);
}

#[test]
fn literals() {
    use ParseIntError::*;
    for (text, base, expected) in [
        ("  -1_000\n", 10, Ok("-1000")),
        ("0x_f", 0, Ok("15")),
        ("0x_f", 10, Err(Invalid)),
        ("0b1", 16, Ok("177")),
        ("0_0", 0, Ok("0")),
        ("01", 0, Err(Invalid)),
        ("1__0", 10, Err(Invalid)),
        ("1_", 10, Err(Invalid)),
        ("+ 1", 10, Err(Invalid)),
        ("0x", 16, Err(Invalid)),
        ("\u{ff11}\u{0662}\u{2028}", 10, Ok("12")),
        ("\u{1c}5", 10, Err(Invalid)),
        ("zzzzzzzzzzzzzzz", 36, Ok("221073919720733357899775")),
        ("1", 37, Err(Base)),
    ] {
        assert_eq!(parse(text, base, 4300), expected.map(int), "{text:?}");
    }
    let long = "1".repeat(4301);
    assert_eq!(parse(&long, 10, 4300), Err(TooManyDigits { limit: 4300, digits: 4301 }));
    let value = parse(&long, 10, 0).unwrap();
    assert!(decimal_limited(value.view(), 4300).is_err());
    assert_eq!(decimal_limited(value.view(), 4301), Ok(long));
    assert_eq!(magnitude_digits(int("-0xdeadbeefdeadbeefdead").view(), 16), "deadbeefdeadbeefdead");
}

#[test]
fn marshal_digits() {
    for text in [
        "0",
        "1",
        "-32768",
        "4611686018427387904",
        "-1606938044258990275541962092341162602522202993782792835301376",
    ] {
        let value = int(text);
        let (negative, digits) = to_digits15(value.view());
        assert_ne!(digits.last(), Some(&0));
        assert_eq!(from_digits15(negative, &digits), Some(value), "{text}");
    }
    assert_eq!(
        to_digits15(int("-98765432109876543210").view()),
        (true, vec![32490, 19020, 13539, 21802, 85])
    );
    assert_eq!(from_digits15(false, &[0x8000]), None);
}

#[test]
fn views_hold_any_machine_integer() {
    let (most, least) = (IntRef::Small(i64::MAX), IntRef::Small(i64::MIN));
    assert_eq!(add(most, most).to_string(), "18446744073709551614");
    assert_eq!(mul(least, least).unwrap().to_string(), "85070591730234615865843651857942052864");
    assert_eq!(abs(least).to_string(), "9223372036854775808");
    assert_eq!(invert(least), Int::from(i64::MAX));
    assert_eq!(least.to_int().view(), least);
    assert!(least < IntRef::Small(0) && most.to_int().view() == most);
    assert_eq!(hash(least), hash(least.to_int().view()));
    assert_eq!(hash(most), 3);
}

#[test]
fn sizes_and_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Int>();
    assert_eq!(size_of::<IntRef<'_>>(), 16);
    assert_eq!(size_of::<BigInt>(), 24);
}
