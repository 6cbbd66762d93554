"""`threading`, as one thread meets it, written for cnnlint's evaluator: parsed and never imported."""


class local:
    """Attributes of a thread of its own: there is one."""


class Lock:
    def acquire(self, blocking=True, timeout=-1):
        return True

    def release(self):
        return None

    def __enter__(self):
        return True

    def __exit__(self, *error):
        return None


class RLock(Lock):
    pass
