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
 * The connections that a file system's HTTP client has. The SDKs hide their pools, so they are
 * looked for in all that the file system refers to, by their names' ends: a shaded jar has them in
 * another package.
 */
final class Connections {

  /** Apache's; the AWS SDK makes a subclass of it. */
  private static final String MANAGER = "PoolingHttpClientConnectionManager";

  /** OkHttp's. */
  private static final String POOL = "ConnectionPool";

  private Connections() {}

  /** How many are with a request or an answer, and not in the pool. */
  static int leased(FileSystem fs) throws ReflectiveOperationException {
    Object pool = pool(fs);
    if (!isManager(pool.getClass())) {
      return number(pool, "connectionCount") - number(pool, "idleConnectionCount");
    }
    Method total = pool.getClass().getMethod("getTotalStats");
    total.setAccessible(true); // of a class without a name
    Object stats = total.invoke(pool);
    return number(stats, "getLeased");
  }

  private static int number(Object of, String method) throws ReflectiveOperationException {
    return (int) of.getClass().getMethod(method).invoke(of);
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
      if (isManager(object.getClass()) || object.getClass().getSimpleName().equals(POOL)) {
        return object;
      }
      referred(object).forEach(waiting::add);
    }
    throw new AssertionError("No pool of connections among " + seen.size() + " objects of " + fs);
  }

  private static boolean isManager(Class<?> type) {
    return type != null
        && (type.getSimpleName().equals(MANAGER) || isManager(type.getSuperclass()));
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

  /** The file system's, the SDK's and the HTTP libraries'; others do not lead there. */
  private static boolean isOurs(Class<?> type) {
    String name = type.getName();
    return name.startsWith("io.s3dl.")
        || name.contains("awssdk.")
        || name.contains("apache.hc.")
        || name.contains("okhttp3.");
  }
}
