//! The assembler, encoding and verifier on small pieces of code.

use heddle_bytecode::{
    Assembler, Code, Const, Insn, Op, disassemble, from_bytes, instructions, to_bytes, verify,
};

fn code(registers: u32, first_temp: u32, build: impl FnOnce(&mut Assembler)) -> Code {
    let varnames = (0..first_temp).map(|index| format!("v{index}").into()).collect();
    let mut code = Code { registers, first_temp, varnames, ..Code::default() };
    let mut assembler = Assembler::new();
    build(&mut assembler);
    assembler.finish(&mut code).expect("assembles");
    code
}

#[test]
fn wide_operands_survive() {
    let made = code(60_000, 0, |a| {
        a.emit(Insn::new(Op::LOAD_NONE, &[40_000]));
        a.emit(Insn::new(Op::LOAD_INT, &[50_000, -30_000i32 as u32]));
        a.emit(Insn::new(Op::ADD, &[40_000, 40_000, 50_000]));
        a.emit(Insn::new(Op::RETURN, &[40_000]));
    });
    verify(&made).expect("is sound");
    let insns = instructions(&made).expect("decodes");
    assert_eq!(insns[2].1, Insn::new(Op::ADD, &[40_000, 40_000, 50_000]));
    assert_eq!(insns[1].1.b as i32, -30_000);
    assert_eq!(from_bytes(&to_bytes(&made)), Ok(made));
}

#[test]
fn long_jumps_are_sized() {
    let made = code(3, 1, |a| {
        let (start, end) = (a.here(), a.label());
        a.emit(Insn::new(Op::LOAD_NONE, &[1]));
        a.emit_jump(Insn::new(Op::JUMP_TRUE, &[1]), end);
        for _ in 0..40_000 {
            a.emit(Insn::new(Op::NOP, &[]));
        }
        a.emit_jump(Insn::new(Op::JUMP_BACK, &[]), start);
        a.place(end);
        a.emit(Insn::new(Op::RETURN_NONE, &[]));
    });
    verify(&made).expect("is sound");
    assert_eq!(made.words.len(), 1 + 2 + 40_000 + 1 + 1);
}

#[test]
fn checks_that_cannot_fail_go() {
    let made = code(2, 1, |a| {
        a.emit(Insn::new(Op::CHECK_BOUND, &[0]));
        a.emit(Insn::new(Op::CHECK_BOUND, &[0]));
        a.emit(Insn::new(Op::RETURN, &[0]));
        a.emit(Insn::new(Op::RETURN_NONE, &[]));
    });
    assert_eq!(instructions(&made).map(|all| all.len()), Ok(2), "{}", disassemble(&made));
}

#[test]
fn the_verifier_refuses() {
    let sound = |a: &mut Assembler| {
        a.emit(Insn::new(Op::LOAD_NONE, &[0]));
        a.emit(Insn::new(Op::RETURN, &[0]));
    };
    verify(&code(1, 0, sound)).expect("is sound");
    let undefined = code(2, 0, |a| a.emit(Insn::new(Op::RETURN, &[1])));
    assert!(verify(&undefined).is_err());
    let moved = code(2, 0, |a| {
        a.emit(Insn::new(Op::LOAD_NONE, &[0]));
        a.emit(Insn::new(Op::MOVE, &[1, 0]));
        a.emit(Insn::new(Op::RETURN, &[0]));
    });
    assert!(verify(&moved).is_err());
    let mut no_register = code(1, 0, sound);
    no_register.registers = 0;
    assert!(verify(&no_register).is_err());
    let mut no_constant = code(1, 0, |a| {
        a.emit(Insn::new(Op::LOAD_CONST, &[0, 0]));
        a.emit(Insn::new(Op::RETURN, &[0]));
    });
    assert!(verify(&no_constant).is_err());
    no_constant.constants.push(Const::None);
    verify(&no_constant).expect("is sound");
    let mut off_the_end = code(1, 0, sound);
    off_the_end.words.pop();
    assert!(verify(&off_the_end).is_err());
}
