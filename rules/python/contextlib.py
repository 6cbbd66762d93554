"""`contextlib`: contexts that are said best in Python, written for cnnlint's evaluator: parsed and never imported."""


class AbstractContextManager:
    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None


class ContextDecorator:
    def __call__(self, function):
        def within(*given, **named):
            with self:
                return function(*given, **named)

        return within


class nullcontext(AbstractContextManager):
    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result


class closing(AbstractContextManager):
    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *error):
        self.thing.close()


class suppress(AbstractContextManager):
    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __exit__(self, kind=None, *error):
        return kind is not None and issubclass(kind, self._exceptions)


class ExitStack(AbstractContextManager):
    def __init__(self):
        self._leaving = []

    def enter_context(self, context):
        entered = context.__enter__()
        self.push(context)
        return entered

    def push(self, context):
        self._leaving.append(context.__exit__ if hasattr(context, "__exit__") else context)
        return context

    def callback(self, function, *given, **named):
        self._leaving.append(lambda *error: (function(*given, **named), None)[1])
        return function

    def close(self):
        self.__exit__(None, None, None)

    def __exit__(self, *error):
        swallowed = False
        while self._leaving:
            swallowed = bool(self._leaving.pop()(*error)) or swallowed
        return swallowed


class redirect_stdout(nullcontext):
    pass


class redirect_stderr(nullcontext):
    pass
