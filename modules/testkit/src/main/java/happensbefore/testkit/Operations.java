package happensbefore.testkit;

import happensbefore.testkit.Interleavings.Op;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds the method that an operation of a scenario means.
final class Operations {
    private Operations() {}

    /// @throws NoSuchMethodError when the subject lacks it: the reader's class has the wrong shape
    /// @throws IllegalArgumentException when several methods fit
    static Method find(Class<?> subject, Op operation) {
        List<Method> fitting = new ArrayList<>();
        for (Method method : subject.getMethods()) {
            if (!method.isBridge() && method.getName().equals(operation.method()) && fits(method, operation)) {
                fitting.add(method);
            }
        }
        return switch (fitting.size()) {
            case 0 -> throw new NoSuchMethodError(subject.getName() + " has no public method " + describe(operation));
            case 1 -> fitting.getFirst();
            default ->
                throw new IllegalArgumentException(
                        describe(operation) + " fits several methods of " + subject.getName() + ": " + fitting);
        };
    }

    private static boolean fits(Method method, Op operation) {
        Class<?>[] parameters = method.getParameterTypes();
        if (parameters.length != operation.arguments().size()) {
            return false;
        }
        for (int i = 0; i < parameters.length; i++) {
            if (!accepts(parameters[i], operation.arguments().get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean accepts(Class<?> parameter, @Nullable Object argument) {
        if (argument == null) {
            return !parameter.isPrimitive();
        }
        return boxed(parameter).isInstance(argument);
    }

    private static Class<?> boxed(Class<?> type) {
        return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
    }

    private static String describe(Op operation) {
        return operation.arguments().stream()
                .map(argument -> argument == null ? "null" : argument.getClass().getSimpleName())
                .collect(Collectors.joining(", ", operation.method() + "(", ")"));
    }
}
