package io.s3dl.robustness;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;

/**
 * The connections that a file system's HTTP client has. The SDK hides its pool, so it is looked for
 * in all that the file system refers to, by its name's end: a shaded jar has it in another package.
 */
final class Connections {

  private static final String POOL = "PoolingHttpClientConnectionManager";

  private Connections() {}

  /** How many are with a request or an answer, and not in the pool. */
  static int leased(FileSystem fs) throws ReflectiveOperationException {
    Object pool = pool(fs);
    Method total = pool.getClass().getMethod("getTotalStats");
    total.setAccessible(true); // of a class without a name
    Object stats = total.invoke(pool);
    return (int) stats.getClass().getMethod("getLeased").invoke(stats);
  }

  private static Object pool(FileSystem fs) throws ReflectiveOperationException {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> waiting = new ArrayDeque<>();
    waiting.add(fs);
    while (!waiting.isEmpty()) {
      Object object = waiting.remove();
      if (!seen.add(object)) {
        continue;
      }
      if (isPool(object.getClass())) {
        return object;
      }
      referred(object).forEach(waiting::add);
    }
    throw new AssertionError("No " + POOL + " among " + seen.size() + " objects of " + fs);
  }

  /** The SDK makes a subclass of it. */
  private static boolean isPool(Class<?> type) {
    return type != null && (type.getSimpleName().equals(POOL) || isPool(type.getSuperclass()));
  }

  private static Stream<?> referred(Object object) throws ReflectiveOperationException {
    if (object instanceof Optional<?> optional) {
      return optional.stream();
    }
    if (object instanceof Map<?, ?> map) {
      return map.values().stream().filter(Connections::isOfInterest);
    }
    if (object instanceof Collection<?> collection) {
      return collection.stream().filter(Connections::isOfInterest);
    }
    if (object instanceof Object[] array) {
      return Arrays.stream(array).filter(Connections::isOfInterest);
    }
    Stream.Builder<Object> found = Stream.builder();
    for (Class<?> type = object.getClass(); isOurs(type); type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
          field.setAccessible(true);
          Object value = field.get(object);
          if (isOfInterest(value)) {
            found.add(value);
          }
        }
      }
    }
    return found.build();
  }

  private static boolean isOfInterest(Object value) {
    return value instanceof Optional
        || value instanceof Map
        || value instanceof Collection
        || value instanceof Object[]
        || (value != null && isOurs(value.getClass()));
  }

  /** The file system's, the SDK's and the HTTP library's; others do not lead there. */
  private static boolean isOurs(Class<?> type) {
    String name = type.getName();
    return name.startsWith("io.s3dl.") || name.contains("awssdk.") || name.contains("apache.hc.");
  }
}
