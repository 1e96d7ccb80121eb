# unittest: cases, fixtures, assertions, subtests, skips, results, without a runner's output.
import io
import unittest

log = []

class T(unittest.TestCase):
    @classmethod
    def setUpClass(cls): log.append("setUpClass")
    def setUp(self): log.append("setUp")
    def tearDown(self): log.append("tearDown")
    def test_passes(self):
        self.assertEqual(1 + 1, 2); self.assertTrue([0]); self.assertIn(1, [1]); self.assertIsNone(None); self.assertAlmostEqual(0.1 + 0.2, 0.3)
        with self.assertRaises(ValueError) as c: int("x")
        self.assertIn("invalid literal", str(c.exception))
        with self.assertRaisesRegex(KeyError, "k"): {}["k"]
        self.assertCountEqual([1, 2, 2], [2, 1, 2]); self.assertIsInstance(1, int); self.assertGreater(2, 1)
    def test_fails(self): self.assertEqual([1, 2, 3], [1, 9, 3])
    def test_errors(self): raise KeyError("boom")
    @unittest.skip("not now")
    def test_skipped(self): pass
    @unittest.expectedFailure
    def test_expected(self): self.fail("as expected")
    def test_subtests(self):
        for i in range(4):
            with self.subTest(i=i): self.assertNotEqual(i % 2, 1)
    def test_cleanup(self):
        self.addCleanup(log.append, "cleanup")

suite = unittest.defaultTestLoader.loadTestsFromTestCase(T)
result = unittest.TestResult()
suite.run(result)
print(result.testsRun, len(result.failures), len(result.errors), len(result.skipped), len(result.expectedFailures), result.wasSuccessful())
# expect: 7 3 1 1 1 False
print(sorted(type(t).__name__ for t, _ in result.failures), result.skipped[0][1], log.count("setUp"), log.count("tearDown"), log[0], "cleanup" in log)
# expect: ['T', '_SubTest', '_SubTest'] not now 6 6 setUpClass True
message = [text for t, text in result.failures if "test_fails" in str(t)][0]
print("First differing element 1:" in message, "AssertionError: Lists differ: [1, 2, 3] != [1, 9, 3]" in message)
# expect: True True
stream = io.StringIO()
ok = unittest.TextTestRunner(stream=stream, verbosity=0).run(unittest.FunctionTestCase(lambda: None))
print(ok.wasSuccessful(), "Ran 1 test" in stream.getvalue(), "OK" in stream.getvalue())
# expect: True True True
