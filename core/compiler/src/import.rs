//! Imports.
//!
//! Must never know modules.

use crate::unit::Reg;
use crate::{Compiler, Result};
use heddle_bytecode::{Const, Op};
use heddle_syntax::ast;

impl<'a> Compiler<'a> {
    pub(crate) fn import(&mut self, node: &'a ast::StmtImport) -> Result {
        for alias in &node.names {
            let mark = self.mark();
            self.at(node.range);
            let mut module = self.import_module(0, Const::None, alias.name.as_str());
            let mut parts = alias.name.as_str().split('.');
            let top = parts.next().unwrap_or("");
            match &alias.asname {
                None => self.store_name(top, module),
                Some(asname) => {
                    for part in parts {
                        let name = self.name(part);
                        let inner = self.temp();
                        self.emit(Op::IMPORT_FROM, &[inner, module, name]);
                        self.emit(Op::CLEAR, &[module]);
                        module = inner;
                    }
                    self.store_name(asname.as_str(), module);
                }
            }
            self.release(mark);
        }
        Ok(())
    }

    fn import_module(&mut self, level: u32, from: Const, name: &str) -> Reg {
        let (first, second) = (self.temp(), self.temp());
        self.load_const(Const::Int(i64::from(level)), Some(first));
        self.load_const(from, Some(second));
        let name = self.name(name);
        self.emit(Op::IMPORT_NAME, &[first, first, 2, name]);
        first
    }

    pub(crate) fn import_from(&mut self, node: &'a ast::StmtImportFrom) -> Result {
        let mark = self.mark();
        self.at(node.range);
        let names: Vec<Const> = node.names.iter().map(|alias| Const::str(alias.name.as_str())).collect();
        let module_name = node.module.as_ref().map_or("", |name| name.as_str());
        let module = self.import_module(node.level, Const::Tuple(names.into()), module_name);
        if let [only] = &*node.names
            && only.name.as_str() == "*"
        {
            let number = crate::generics::intrinsic("IMPORT_STAR");
            self.emit(Op::INTRINSIC, &[module, module, 1, number]);
            self.emit(Op::CLEAR, &[module]);
            self.release(mark);
            return Ok(());
        }
        for alias in &node.names {
            let mark = self.mark();
            let name = self.name(alias.name.as_str());
            let target = alias.asname.as_ref().unwrap_or(&alias.name);
            let value = self.temp();
            self.emit(Op::IMPORT_FROM, &[value, module, name]);
            self.store_name(target.as_str(), value);
            self.release(mark);
        }
        self.emit(Op::CLEAR, &[module]);
        self.release(mark);
        Ok(())
    }
}
