package happensbefore.workbook.compile;

import happensbefore.workbook.ladder.Detail;
import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.FindingKind;
import java.lang.classfile.AccessFlags;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.lang.classfile.constantpool.InterfaceMethodRefEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessFlag;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Says which classes and members the tests use that the reader's classes lack, before anything runs: a test that
/// does not link would vanish from the run instead of failing it.
public final class ShapeCheck {
    private final Map<String, ClassModel> own = new HashMap<>();
    private final Map<String, byte[]> tests;
    private final String prefix;

    private ShapeCheck(String packageName, Map<String, byte[]> classes, Map<String, byte[]> tests) {
        this.tests = new TreeMap<>(tests);
        this.prefix = packageName.replace('.', '/') + "/";
        classes.forEach(
                (name, bytes) -> own.put(name.replace('.', '/'), ClassFile.of().parse(bytes)));
    }

    /// @param classes the reader's, by binary name
    /// @param tests of the same package, by binary name
    public static Optional<Finding> of(String packageName, Map<String, byte[]> classes, Map<String, byte[]> tests) {
        Optional<String> standIn =
                classes.keySet().stream().filter(tests::containsKey).findFirst();
        if (standIn.isPresent()) {
            return Optional.of(Finding.of(
                    FindingKind.WRONG_SHAPE,
                    "The class " + standIn.get() + " takes the place of one of the tests: give it another name"));
        }
        Optional<String> stray = classes.keySet().stream()
                .filter(name -> !name.startsWith(packageName + "."))
                .findFirst();
        if (stray.isPresent()) {
            return Optional.of(Finding.of(
                    FindingKind.WRONG_SHAPE,
                    "The class " + stray.get() + " is not in the package " + packageName + ", where it belongs"));
        }
        Set<String> missing = new ShapeCheck(packageName, classes, tests).missing();
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        String headline = missing.size() == 1
                ? "The tests need " + missing.iterator().next() + ", and it is not there"
                : "The tests need " + missing.size() + " things that are not there, first "
                        + missing.iterator().next();
        Finding finding = Finding.of(FindingKind.WRONG_SHAPE, headline);
        return Optional.of(
                missing.size() == 1
                        ? finding
                        : finding.with(new Detail.Sentences("Needed by the tests", List.copyOf(missing))));
    }

    private Set<String> missing() {
        Set<String> missing = new LinkedHashSet<>();
        for (byte[] test : tests.values()) {
            for (PoolEntry entry : ClassFile.of().parse(test).constantPool()) {
                switch (entry) {
                    case ClassEntry used -> checkClass(used.asInternalName(), missing);
                    case MemberRefEntry used -> checkMember(used, missing);
                    default -> {}
                }
            }
        }
        return missing;
    }

    private void checkClass(String name, Set<String> missing) {
        String element = name.startsWith("[") ? name.replaceFirst("^\\[+L?", "").replaceFirst(";$", "") : name;
        if (isOwn(element) && !own.containsKey(element)) {
            missing.add("class " + simple(element));
        }
    }

    private void checkMember(MemberRefEntry used, Set<String> missing) {
        String owner = used.owner().asInternalName();
        if (!own.containsKey(owner)) {
            return; // a missing class is told once, as such
        }
        String name = used.name().stringValue();
        String type = used.type().stringValue();
        boolean field = used instanceof FieldRefEntry;
        boolean ownerIsInterface = own.get(owner).flags().has(AccessFlag.INTERFACE);
        if (!field && ownerIsInterface != used instanceof InterfaceMethodRefEntry) {
            missing.add((ownerIsInterface ? "a class" : "an interface") + " named " + simple(owner));
        } else if (!declares(owner, name, type, field)) {
            missing.add(describe(owner, name, type, field));
        }
    }

    /// Whether the class, or what it inherits from, has it. What lies outside the reader's classes is believed to.
    private boolean declares(String owner, String name, String type, boolean field) {
        ClassModel model = own.get(owner);
        if (model == null) {
            return inherits(owner, name, type, field);
        }
        boolean here = field
                ? model.fields().stream()
                        .anyMatch(each -> reachable(each.flags())
                                && each.fieldName().equalsString(name)
                                && each.fieldType().equalsString(type))
                : model.methods().stream()
                        .anyMatch(each -> reachable(each.flags())
                                && each.methodName().equalsString(name)
                                && each.methodType().equalsString(type));
        if (here || name.equals("<init>")) {
            return here;
        }
        return model.superclass()
                        .map(parent -> declares(parent.asInternalName(), name, type, field))
                        .orElse(false)
                || model.interfaces().stream().anyMatch(each -> declares(each.asInternalName(), name, type, field));
    }

    private static boolean inherits(String foreign, String name, String type, boolean field) {
        try {
            Class<?> loaded = Class.forName(foreign.replace('/', '.'), false, ShapeCheck.class.getClassLoader());
            for (Class<?> at = loaded; at != null; at = at.getSuperclass()) {
                boolean found = field
                        ? Arrays.stream(at.getDeclaredFields())
                                .anyMatch(each -> each.getName().equals(name))
                        : Arrays.stream(at.getDeclaredMethods())
                                .anyMatch(each -> each.getName().equals(name)
                                        && MethodType.methodType(each.getReturnType(), each.getParameterTypes())
                                                .toMethodDescriptorString()
                                                .equals(type));
                if (found) {
                    return true;
                }
            }
            return !field
                    && Arrays.stream(loaded.getMethods())
                            .anyMatch(each -> each.getName().equals(name));
        } catch (ClassNotFoundException | LinkageError e) {
            return true; // not ours to judge: running will tell
        }
    }

    private static boolean reachable(AccessFlags flags) {
        return !flags.has(AccessFlag.PRIVATE);
    }

    private boolean isOwn(String internalName) {
        return internalName.startsWith(prefix) && !tests.containsKey(internalName.replace('/', '.'));
    }

    private static String describe(String owner, String name, String type, boolean field) {
        if (field) {
            return "field " + ClassDesc.ofDescriptor(type).displayName() + " " + simple(owner) + "." + name;
        }
        MethodTypeDesc method = MethodTypeDesc.ofDescriptor(type);
        String parameters =
                method.parameterList().stream().map(ClassDesc::displayName).collect(Collectors.joining(", ", "(", ")"));
        return name.equals("<init>")
                ? "constructor " + simple(owner) + parameters
                : "method " + method.returnType().displayName() + " " + simple(owner) + "." + name + parameters;
    }

    private static String simple(String internalName) {
        return internalName.substring(internalName.lastIndexOf('/') + 1).replace('$', '.');
    }
}
