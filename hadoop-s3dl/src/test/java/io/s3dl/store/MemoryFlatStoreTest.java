package io.s3dl.store;

/** The double of other tests keeps what it promises. */
public class MemoryFlatStoreTest extends FlatStoreContract {

  @Override
  protected FlatStore openStore() {
    return new MemoryFlatStore(new PartSizes(5 << 20, 0, 5 << 20, 10_000, 1));
  }
}
