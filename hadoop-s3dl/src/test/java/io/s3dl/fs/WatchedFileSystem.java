package io.s3dl.fs;

import io.s3dl.store.DirectoryStore;
import io.s3dl.store.FlatStore;
import io.s3dl.store.ObjectStore;
import io.s3dl.store.Upload;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;

/** A file system of any variant that tells when a mode is set in its store, and can refuse that. */
final class WatchedFileSystem {

  /** Something that happens in between. */
  @FunctionalInterface
  interface Happening {
    void run() throws IOException;
  }

  private final AtomicInteger modesSet = new AtomicInteger();
  private final AtomicReference<Happening> afterUpload = new AtomicReference<>();
  private volatile Happening beforeMode = () -> {};

  /** A file system over what a fixture's are over, which the caller closes. */
  ObjectFileSystem open(FileSystemFixture files) throws IOException {
    Variant variant = files.variant();
    ObjectFileSystem fs =
        variant.isFlat()
            ? new FileSystemFixture.InMemory(watched(FlatStore.class, files.memory()))
            : new OnDisk(variant.scheme());
    fs.initialize(
        URI.create(variant.scheme() + (variant.isFlat() ? "://bucket/" : ":///")), files.conf());
    return fs;
  }

  /** How often a mode has been set in the store. */
  int modesSet() {
    return modesSet.get();
  }

  /** Lets something happen once, when the next upload is complete, before anybody knows. */
  void afterUpload(Happening happening) {
    afterUpload.set(happening);
  }

  /** Lets something happen whenever a mode is set, before it is. */
  void beforeMode(Happening happening) {
    beforeMode = happening;
  }

  private final class OnDisk extends LocalFileSystem {
    OnDisk(String scheme) {
      super(scheme);
    }

    @Override
    ObjectStore openStore(Configuration conf) throws IOException {
      return watched(DirectoryStore.class, super.openStore(conf));
    }
  }

  private <T> T watched(Class<T> type, Object store) {
    return proxy(
        type,
        (proxy, method, arguments) -> {
          if (method.getName().equals("setMode")) {
            modesSet.incrementAndGet();
            beforeMode.run();
          }
          Object result = method.invoke(store, arguments);
          return result instanceof Upload upload ? watched(upload) : result;
        });
  }

  private Upload watched(Upload upload) {
    return proxy(
        Upload.class,
        (proxy, method, arguments) -> {
          Object result = method.invoke(upload, arguments);
          Happening happening = result == null ? null : afterUpload.getAndSet(null);
          if (happening != null) {
            happening.run();
          }
          return result;
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return handler.invoke(proxy, method, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
