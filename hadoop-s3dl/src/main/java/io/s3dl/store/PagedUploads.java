package io.s3dl.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.NoSuchElementException;

/** Unfinished uploads that are fetched page by page as they are consumed. For one thread. */
public abstract class PagedUploads implements FlatStore.Pending {

  private final ArrayDeque<PendingUpload> page = new ArrayDeque<>();
  private boolean more = true;

  /**
   * Fetches a page, which may be empty.
   *
   * @param page gets what is in it
   * @return whether there is another one
   */
  protected abstract boolean fetch(Collection<PendingUpload> page) throws IOException;

  @Override
  public final boolean hasNext() {
    try {
      while (page.isEmpty() && more) {
        more = fetch(page);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return !page.isEmpty();
  }

  @Override
  public final PendingUpload next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return page.remove();
  }
}
