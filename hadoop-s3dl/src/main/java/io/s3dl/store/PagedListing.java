package io.s3dl.store;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.NoSuchElementException;

/** A listing that is fetched page by page as it is consumed: no more than one page is kept. */
public abstract class PagedListing implements ObjectIterator {

  private final String prefix;
  private final ArrayDeque<ObjectInfo> page = new ArrayDeque<>();
  private boolean more = true;
  private boolean closed;

  /** Fetches nothing yet. */
  protected PagedListing(String prefix) {
    this.prefix = prefix;
  }

  /**
   * Fetches a page, which may be empty.
   *
   * @param page gets what is in it
   * @return whether there is another one
   */
  protected abstract boolean fetch(Collection<ObjectInfo> page) throws IOException;

  @Override
  public final boolean hasNext() throws IOException {
    if (closed) {
      throw new IOException("The listing of " + prefix + " is closed");
    }
    while (page.isEmpty() && more) {
      more = fetch(page);
    }
    return !page.isEmpty();
  }

  @Override
  public final ObjectInfo next() throws IOException {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return page.remove();
  }

  @Override
  public final void close() {
    closed = true;
    page.clear();
  }
}
