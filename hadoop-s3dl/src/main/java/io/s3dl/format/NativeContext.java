package io.s3dl.format;

import java.lang.ref.Cleaner;
import java.util.function.Consumer;

/**
 * A native context of Zstandard's. It is freed when this is closed, and at the latest when nobody
 * can reach this any more: zstd-jni's own have no finalizer in any version, and not everybody who
 * takes a compressor from Hadoop's pool brings it back or ends it.
 */
final class NativeContext<C> implements AutoCloseable {

  private static final Cleaner CLEANER = Cleaner.create();

  private final C context;
  private final Cleaner.Cleanable freeing;

  /**
   * Takes over a context.
   *
   * @param closer frees it; must not know who has this object
   */
  NativeContext(C context, Consumer<C> closer) {
    this.context = context;
    this.freeing = CLEANER.register(this, () -> closer.accept(context));
  }

  /** The context, for whoever holds on to this object for as long as it is used. */
  C get() {
    return context;
  }

  @Override
  public void close() {
    freeing.clean();
  }
}
