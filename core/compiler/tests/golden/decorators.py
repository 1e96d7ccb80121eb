@a.b
class C: pass
@a
@b
async def f(): pass
