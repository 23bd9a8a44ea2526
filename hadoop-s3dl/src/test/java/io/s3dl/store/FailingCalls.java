package io.s3dl.store;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets one of all calls of a store fail, and of all that it gives out: readers, uploads, listings.
 * Every call is counted that may throw an IOException, save those that end something. Safe for use
 * by several threads.
 */
public final class FailingCalls {

  /** When a call fails. */
  public enum Moment {
    /** Before it does anything. */
    BEFORE,
    /** After it has done its work, as if its answer were lost. */
    AFTER
  }

  private final AtomicInteger left = new AtomicInteger();
  private final AtomicInteger leftOfLife = new AtomicInteger(Integer.MAX_VALUE);
  private volatile Moment moment = Moment.BEFORE;
  private volatile String failed;

  /** Lets one call fail: the first, or a later one. */
  public void fail(int nth, Moment when) {
    failed = null;
    moment = when;
    left.set(nth);
  }

  /** Lets some calls succeed, and none after them, as if the process had ended. */
  public void endAfter(int calls) {
    failed = null;
    moment = Moment.BEFORE;
    leftOfLife.set(calls);
  }

  /** Lets all calls succeed. */
  public void heal() {
    left.set(0);
    leftOfLife.set(Integer.MAX_VALUE);
  }

  /** The call that has failed since it was asked for, or null. */
  public String failed() {
    return failed;
  }

  /** The store, with calls that fail. */
  public DirectoryStore around(DirectoryStore store) {
    return around(DirectoryStore.class, store, "");
  }

  /** The store, with calls that fail. */
  public FlatStore around(FlatStore store) {
    return around(FlatStore.class, store, "");
  }

  private <T> T around(Class<T> type, T target, String key) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call(target, method, arguments, key)));
  }

  private Object call(Object target, Method method, Object[] arguments, String key)
      throws Throwable {
    String meant = target instanceof ObjectStore && arguments != null ? named(arguments[0]) : key;
    boolean mayFail =
        List.of(method.getExceptionTypes()).contains(IOException.class)
            && !method.getName().equals("close");
    boolean fails =
        mayFail
            && (leftOfLife.getAndDecrement() <= 0
                || (left.get() > 0 && left.decrementAndGet() == 0));
    if (fails && moment == Moment.BEFORE) {
      throw failure(method, meant);
    }
    Object result;
    try {
      result = method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw fails ? failure(method, meant) : e.getCause();
    }
    if (fails) {
      end(result);
      throw failure(method, meant);
    }
    return wrapped(result, meant);
  }

  private static String named(Object argument) {
    if (argument instanceof ObjectInfo info) {
      return info.key();
    }
    return argument instanceof List<?> keys ? keys.get(0).toString() : argument.toString();
  }

  /** Names the key, as stores do. */
  private IOException failure(Method method, String key) {
    failed = method.getName() + " of " + key;
    return new IOException("Error at /" + key + ": no answer to " + method.getName());
  }

  /** What the caller has not got, nobody else ends. */
  private static void end(Object result) throws IOException {
    if (result instanceof ObjectReader reader) {
      reader.close();
    } else if (result instanceof ObjectIterator listing) {
      listing.close();
    } else if (result instanceof Upload upload) {
      upload.abort();
    }
  }

  private Object wrapped(Object result, String key) {
    if (result instanceof ObjectReader reader) {
      return around(ObjectReader.class, reader, key);
    }
    if (result instanceof ObjectIterator listing) {
      return around(ObjectIterator.class, listing, key);
    }
    return result instanceof Upload upload ? around(Upload.class, upload, key) : result;
  }

  @Override
  public String toString() {
    return failed == null ? "nothing has failed" : moment + " the work of " + failed;
  }
}
