//! The instruction set, as one table.
//!
//! A row gives an opcode's operands (field and kind), what it may do (`run` Python code, `raise`, be a `safe`point), and what it
//! does. Everything else about instructions (encoding, flow, printing, checking) is derived from these rows.
//! Must never know Python objects.

/// Where an operand lies in an instruction's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Bits 8..16 of the first word.
    A,
    /// Bits 16..24.
    B,
    /// Bits 24..32.
    C,
    /// Bits 16..32 (B and C together).
    Bx,
    /// Bits 8..32.
    Ax,
    /// The whole second word.
    D,
    /// The low half of the second word.
    Dl,
    /// The high half of the second word.
    Dh,
}

/// What an operand means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A register read: in place if it is below [`crate::Code::first_temp`], else moved from (left UNDEF).
    Read,
    /// A register read in place, whatever it is; it keeps its value.
    Keep,
    /// A register that may be UNDEF, read in place.
    Maybe,
    /// A register read in place and then written.
    Update,
    /// A register written.
    Write,
    /// This register and the next one are written.
    Write2,
    /// The first of `Count` registers that are written.
    WriteMany,
    /// The register becomes UNDEF.
    Clear,
    /// The first of consecutive registers that are moved from: the given number plus `Count` times the second number.
    Window(u8, u8),
    /// An index into the constants.
    Const,
    /// An index into the names.
    Name,
    /// An index into the free variables.
    Free,
    /// A jump, in words from the end of the instruction.
    Jump,
    /// An index into the inline caches; all ones: none.
    Cache,
    /// A number.
    Count,
    /// A small signed number.
    Imm,
}

/// It may run Python code.
pub const RUN: u8 = 1;
/// It may raise.
pub const RAISE: u8 = 2;
/// It is a safepoint: all registers are in their places.
pub const SAFE: u8 = 4;
/// Control never goes on to the next instruction.
pub const END: u8 = 8;
/// All of what running Python code entails.
const PY: u8 = RUN | RAISE | SAFE;

/// A row of the table.
#[derive(Debug)]
pub struct OpInfo {
    /// The opcode.
    pub op: Op,
    /// Its name.
    pub name: &'static str,
    /// Its operands in the order they are shown.
    pub operands: &'static [(Field, Kind)],
    /// What it may do: a set of [`RUN`], [`RAISE`], [`SAFE`], [`END`].
    pub flags: u8,
    /// What it does.
    pub doc: &'static str,
}

impl OpInfo {
    /// Whether the instruction has a second word.
    pub fn is_long(&self) -> bool {
        self.operands.iter().any(|(field, _)| matches!(field, Field::D | Field::Dl | Field::Dh))
    }

    /// The field of the jump, if it has one.
    pub fn jump(&self) -> Option<Field> {
        self.operands.iter().find(|(_, kind)| *kind == Kind::Jump).map(|(field, _)| *field)
    }
}

macro_rules! opcodes {
    ($($name:ident [$($field:ident $kind:ident $(($($arg:literal),*))?),*] $flags:expr, $doc:literal;)*) => {
        /// An opcode. Numbers above the last one are reserved for the specialised forms installed at run time.
        #[allow(non_camel_case_types, missing_docs)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Op { $($name),* }

        /// The table, indexed by opcode.
        pub static TABLE: &[OpInfo] = &[
            $(OpInfo {
                op: Op::$name,
                name: stringify!($name),
                operands: &[$((Field::$field, Kind::$kind $(($($arg),*))?)),*],
                flags: $flags,
                doc: $doc,
            }),*
        ];
    };
}

impl Op {
    /// The opcode of a number.
    pub fn from_u8(number: u8) -> Option<Op> {
        TABLE.get(number as usize).map(|row| row.op)
    }

    /// Its row.
    pub fn info(self) -> &'static OpInfo {
        &TABLE[self as usize]
    }
}

opcodes! {
    NOP [] 0, "nothing: holds a line";
    EXTEND [Ax Count] 0, "high bits of the next instruction's operands";
    MOVE [A Write, B Read] 0, "A = B";
    COPY [A Write, B Keep] 0, "A = B; B keeps its reference";
    LOAD_CONST [A Write, Bx Const] 0, "A = constant";
    LOAD_INT [A Write, Bx Imm] 0, "A = the number";
    LOAD_NONE [A Write] 0, "A = None";
    CLEAR [A Clear] SAFE, "A = UNDEF; lets its reference go";
    CHECK_BOUND [A Maybe] RAISE, "UnboundLocalError if A is UNDEF";
    DELETE_LOCAL [A Clear] PY, "A = UNDEF; UnboundLocalError if it was";
    MAKE_CELL [A Maybe] 0, "A = a cell that holds what A held";
    NEW_CELL [A Write] 0, "A = an empty cell";
    LOAD_CELL [A Write, B Keep] RAISE, "A = what cell B holds; UnboundLocalError";
    STORE_CELL [A Keep, B Read] SAFE, "cell A holds B";
    DELETE_CELL [A Keep] PY, "cell A holds nothing; UnboundLocalError if it did";
    LOAD_FREE [A Write, Bx Free] RAISE, "A = free variable; NameError";
    STORE_FREE [A Read, Bx Free] SAFE, "free variable = A";
    DELETE_FREE [Ax Free] PY, "free variable holds nothing; NameError if it did";
    LOAD_CLOSURE [A Write, Bx Free] 0, "A = the cell of a free variable";
    LOAD_DICT_OR_FREE [A Write, B Read, C Free] PY, "A = mapping B's item, or the free variable";
    LOAD_DICT_OR_GLOBAL [A Write, B Read, D Name] PY, "A = mapping B's item, or a global or built-in";
    LOAD_GLOBAL [A Write, Dl Name, Dh Cache] PY, "A = global or built-in; NameError";
    STORE_GLOBAL [A Read, Bx Name] PY, "global = A";
    DELETE_GLOBAL [Ax Name] PY, "del global";
    LOAD_NAME [A Write, Bx Name] PY, "A = local, global or built-in";
    STORE_NAME [A Read, Bx Name] PY, "local of a class or module = A";
    DELETE_NAME [Ax Name] PY, "del local of a class or module";
    LOAD_LOCALS [A Write] RAISE, "A = the mapping of locals";
    LOAD_BUILD_CLASS [A Write] PY, "A = builtins.__build_class__";
    LOAD_COMMON [A Write, B Count] 0, "A = 0: AssertionError, 1: NotImplementedError, 2: tuple, 3: all, 4: any";
    LOAD_ATTR [A Write, B Read, Dl Name, Dh Cache] PY, "A = B.name";
    LOAD_METHOD [A Write2, B Read, Dl Name, Dh Cache] PY, "A, A+1 = function and B; or B.name and UNDEF";
    LOAD_SUPER_METHOD [A Write2, B Read, D Name] PY, "LOAD_METHOD of B(), where B is most likely super";
    STORE_ATTR [A Read, B Read, Dl Name, Dh Cache] PY, "A.name = B";
    DELETE_ATTR [A Read, D Name] PY, "del A.name";
    LOAD_SUBSCR [A Write, B Read, C Read] PY, "A = B[C]";
    STORE_SUBSCR [A Read, B Read, C Read] PY, "A[B] = C";
    DELETE_SUBSCR [A Read, B Read] PY, "del A[B]";
    BUILD_SLICE [A Write, B Window(0, 1), C Count] 0, "A = slice of C (2 or 3) values from B";
    NEG [A Write, B Read] PY, "A = -B";
    POS [A Write, B Read] PY, "A = +B";
    INVERT [A Write, B Read] PY, "A = ~B";
    NOT [A Write, B Read] PY, "A = not B";
    TO_BOOL [A Write, B Read] PY, "A = bool(B)";
    ADD [A Write, B Read, C Read] PY, "A = B + C";
    SUB [A Write, B Read, C Read] PY, "A = B - C";
    MUL [A Write, B Read, C Read] PY, "A = B * C";
    MATMUL [A Write, B Read, C Read] PY, "A = B @ C";
    DIV [A Write, B Read, C Read] PY, "A = B / C";
    MOD [A Write, B Read, C Read] PY, "A = B % C";
    POW [A Write, B Read, C Read] PY, "A = B ** C";
    LSHIFT [A Write, B Read, C Read] PY, "A = B << C";
    RSHIFT [A Write, B Read, C Read] PY, "A = B >> C";
    OR [A Write, B Read, C Read] PY, "A = B | C";
    XOR [A Write, B Read, C Read] PY, "A = B ^ C";
    AND [A Write, B Read, C Read] PY, "A = B & C";
    FLOOR_DIV [A Write, B Read, C Read] PY, "A = B // C";
    IADD [A Write, B Read, C Read] PY, "A = (B += C)";
    ISUB [A Write, B Read, C Read] PY, "A = (B -= C)";
    IMUL [A Write, B Read, C Read] PY, "A = (B *= C)";
    IMATMUL [A Write, B Read, C Read] PY, "A = (B @= C)";
    IDIV [A Write, B Read, C Read] PY, "A = (B /= C)";
    IMOD [A Write, B Read, C Read] PY, "A = (B %= C)";
    IPOW [A Write, B Read, C Read] PY, "A = (B **= C)";
    ILSHIFT [A Write, B Read, C Read] PY, "A = (B <<= C)";
    IRSHIFT [A Write, B Read, C Read] PY, "A = (B >>= C)";
    IOR [A Write, B Read, C Read] PY, "A = (B |= C)";
    IXOR [A Write, B Read, C Read] PY, "A = (B ^= C)";
    IAND [A Write, B Read, C Read] PY, "A = (B &= C)";
    IFLOOR_DIV [A Write, B Read, C Read] PY, "A = (B //= C)";
    ADD_I [A Write, B Read, C Imm] PY, "A = B + the number";
    SUB_I [A Write, B Read, C Imm] PY, "A = B - the number";
    IADD_I [A Write, B Read, C Imm] PY, "A = (B += the number)";
    ISUB_I [A Write, B Read, C Imm] PY, "A = (B -= the number)";
    LT [A Write, B Read, C Read] PY, "A = B < C";
    LE [A Write, B Read, C Read] PY, "A = B <= C";
    EQ [A Write, B Read, C Read] PY, "A = B == C";
    NE [A Write, B Read, C Read] PY, "A = B != C";
    GT [A Write, B Read, C Read] PY, "A = B > C";
    GE [A Write, B Read, C Read] PY, "A = B >= C";
    IS [A Write, B Read, C Read] SAFE, "A = B is C";
    IS_NOT [A Write, B Read, C Read] SAFE, "A = B is not C";
    IN [A Write, B Read, C Read] PY, "A = B in C";
    NOT_IN [A Write, B Read, C Read] PY, "A = B not in C";
    JUMP [Ax Jump] END, "go to a later place";
    JUMP_BACK [Ax Jump] SAFE | RAISE | RUN | END, "go to an earlier place: a loop's back edge";
    JUMP_TRUE [A Read, Bx Jump] PY, "jump if A is true";
    JUMP_FALSE [A Read, Bx Jump] PY, "jump if A is false";
    JUMP_TRUE_KEEP [A Keep, Bx Jump] PY, "jump if A is true, which stays";
    JUMP_FALSE_KEEP [A Keep, Bx Jump] PY, "jump if A is false, which stays";
    JUMP_NONE [A Read, Bx Jump] SAFE, "jump if A is None";
    JUMP_NOT_NONE [A Read, Bx Jump] SAFE, "jump if A is not None";
    JUMP_LT [A Read, B Read, C Count, D Jump] PY, "jump if the truth of A < B is C";
    JUMP_LE [A Read, B Read, C Count, D Jump] PY, "jump if the truth of A <= B is C";
    JUMP_EQ [A Read, B Read, C Count, D Jump] PY, "jump if the truth of A == B is C";
    JUMP_NE [A Read, B Read, C Count, D Jump] PY, "jump if the truth of A != B is C";
    JUMP_GT [A Read, B Read, C Count, D Jump] PY, "jump if the truth of A > B is C";
    JUMP_GE [A Read, B Read, C Count, D Jump] PY, "jump if the truth of A >= B is C";
    JUMP_IS [A Read, B Read, C Count, D Jump] SAFE, "jump if the truth of A is B is C";
    JUMP_IN [A Read, B Read, C Count, D Jump] PY, "jump if the truth of A in B is C";
    JUMP_LT_I [A Read, B Imm, C Count, D Jump] PY, "jump if the truth of A < number is C";
    JUMP_LE_I [A Read, B Imm, C Count, D Jump] PY, "jump if the truth of A <= number is C";
    JUMP_EQ_I [A Read, B Imm, C Count, D Jump] PY, "jump if the truth of A == number is C";
    JUMP_NE_I [A Read, B Imm, C Count, D Jump] PY, "jump if the truth of A != number is C";
    JUMP_GT_I [A Read, B Imm, C Count, D Jump] PY, "jump if the truth of A > number is C";
    JUMP_GE_I [A Read, B Imm, C Count, D Jump] PY, "jump if the truth of A >= number is C";
    GET_ITER [A Write, B Read] PY, "A = iter(B)";
    FOR_ITER [A Write, B Keep, D Jump] PY, "A = next(B), or clear B and jump when it is exhausted";
    UNPACK [A WriteMany, C Count, B Read] PY, "A... = the C items of B";
    UNPACK_EX [A WriteMany, C Count, B Read, Dl Count] PY, "A... = the C registers: Dl items, a list, the rest";
    BUILD_TUPLE [A Write, B Window(0, 1), C Count] SAFE, "A = (B, ...)";
    BUILD_LIST [A Write, B Window(0, 1), C Count] SAFE, "A = [B, ...]";
    BUILD_SET [A Write, B Window(0, 1), C Count] PY, "A = {B, ...}";
    BUILD_MAP [A Write, B Window(0, 2), C Count] PY, "A = {B: B+1, ...} of C pairs";
    BUILD_STRING [A Write, B Window(0, 1), C Count] SAFE, "A = the strings joined";
    LIST_APPEND [A Keep, B Read] SAFE, "A.append(B)";
    SET_ADD [A Keep, B Read] PY, "A.add(B)";
    MAP_ADD [A Keep, B Read, C Read] PY, "A[B] = C";
    LIST_EXTEND [A Keep, B Read] PY, "A.extend(B)";
    SET_UPDATE [A Keep, B Read] PY, "A.update(B)";
    DICT_UPDATE [A Keep, B Read] PY, "A.update(B)";
    DICT_MERGE [A Keep, B Read, C Keep] PY, "A.update(B), TypeError on a repeated key; C is the callable";
    LIST_TO_TUPLE [A Write, B Read] SAFE, "A = tuple(list B)";
    CALL [A Write, B Window(1, 1), C Count, D Cache] PY, "A = B(C arguments from B+1)";
    CALL_METHOD [A Write, B Window(2, 1), C Count, D Cache] PY, "A = B([B+1 unless UNDEF,] C arguments from B+2)";
    CALL_KW [A Write, B Window(1, 1), C Count, Dl Const, Dh Cache] PY, "CALL; the last arguments' names are a constant tuple";
    CALL_METHOD_KW [A Write, B Window(2, 1), C Count, Dl Const, Dh Cache] PY, "CALL_METHOD with names";
    CALL_EX [A Write, B Window(1, 1), C Count] PY, "A = B(*B+1) or, with C = 2, B(*B+1, **B+2)";
    INTRINSIC [A Write, B Window(0, 1), C Count, D Count] PY, "A = the intrinsic number D of C values from B";
    MAKE_FUNCTION [A Write, Bx Const] SAFE, "A = a function of a code constant";
    SET_FUNCTION [A Keep, B Read, C Count] SAFE, "A's 0: defaults, 1: kwdefaults, 2: annotate, 3: closure, 4: annotations = B";
    FORMAT [A Write, B Read] PY, "A = format(B)";
    FORMAT_SPEC [A Write, B Read, C Read] PY, "A = format(B, C)";
    CONVERT [A Write, B Read, C Count] PY, "A = 1: str(B), 2: repr(B), 3: ascii(B)";
    BUILD_INTERPOLATION [A Write, B Window(2, 1), C Count, D Count] SAFE, "A = Interpolation(B, B+1, conversion D[, B+2])";
    BUILD_TEMPLATE [A Write, B Read, C Read] SAFE, "A = template of strings B and interpolations C";
    RAISE [A Read] PY | END, "raise A";
    RAISE_FROM [A Read, B Read] PY | END, "raise A from B";
    RAISE_CURRENT [] PY | END, "raise, with nothing";
    RERAISE [A Read] PY | END, "raise A again: no new traceback entry";
    ENTER_HANDLER [A Write, B Keep] 0, "A = the exception being handled; B is now";
    LEAVE_HANDLER [A Read] SAFE, "A is the exception being handled again";
    JUMP_NOT_EXC [A Keep, B Read, D Jump] PY, "jump unless exception A matches B";
    MATCH_GROUP [A Write2, B Read, C Read] PY, "A, A+1 = the rest and the matching part of exception B for type C, or None";
    LOAD_SPECIAL [A Write2, B Read, C Count] PY, "LOAD_METHOD on the type: 0 __enter__, 1 __exit__, 2 __aenter__, 3 __aexit__";
    WITH_EXCEPT [A Write, B Keep, C Keep] PY, "A = exit function B (with B+1) called about exception C";
    GENERATOR [] PY, "make a generator of this frame and return it; goes on when it is first resumed";
    YIELD [A Write, B Read] PY, "suspend with B; A = what is sent";
    SEND [A Update, B Keep, D Jump] PY, "A = B.send(A), or jump with A = its return value";
    YIELD_FROM [A Update, B Keep, D Jump] PY, "suspend with A, delegating to B; A = what is sent; a thrown exception goes to B, whose return jumps";
    GET_AWAITABLE [A Write, B Read, C Count] PY, "A = the awaitable's iterator; C 1: of __aenter__, 2: of __aexit__";
    GET_YIELD_FROM [A Write, B Read] PY, "A = the iterator of yield from";
    GET_AITER [A Write, B Read] PY, "A = aiter(B)";
    GET_ANEXT [A Write, B Keep] PY, "A = awaitable of B.__anext__()";
    END_ASYNC_FOR [A Read] PY, "go on if A is StopAsyncIteration, else raise it again";
    IMPORT_NAME [A Write, B Window(0, 1), C Count, D Name] PY, "A = __import__(name, level B, fromlist B+1)";
    IMPORT_FROM [A Write, B Keep, D Name] PY, "A = B.name or sys.modules";
    MATCH_CLASS [A Write, B Window(0, 1), C Count, D Count] PY, "A = tuple of attributes, or None: subject, class, names; D positional";
    MATCH_MAPPING [A Write, B Keep] SAFE, "A = whether B is a mapping";
    MATCH_SEQUENCE [A Write, B Keep] SAFE, "A = whether B is a sequence";
    MATCH_KEYS [A Write, B Keep, C Keep] PY, "A = tuple of mapping B's values of keys C, or None";
    GET_LEN [A Write, B Keep] PY, "A = len(B)";
    SETUP_ANNOTATIONS [] PY, "make __annotations__";
    RETURN [A Read] SAFE | END, "return A";
    RETURN_NONE [] SAFE | END, "return None";
}

/// What [`Op::INTRINSIC`] can do.
pub const INTRINSICS: &[&str] = &[
    "PRINT",
    "IMPORT_STAR",
    "STOPITERATION_ERROR",
    "TYPEVAR",
    "TYPEVAR_WITH_BOUND",
    "TYPEVAR_WITH_CONSTRAINTS",
    "PARAMSPEC",
    "TYPEVARTUPLE",
    "SUBSCRIPT_GENERIC",
    "TYPEALIAS",
    "SET_TYPEPARAM_DEFAULT",
    "SET_FUNCTION_TYPE_PARAMS",
    "PREP_RERAISE_STAR",
];

impl Kind {
    /// Whether the operand is a register.
    pub fn is_register(self) -> bool {
        !matches!(
            self,
            Kind::Const | Kind::Name | Kind::Free | Kind::Jump | Kind::Cache | Kind::Count | Kind::Imm
        )
    }
}
