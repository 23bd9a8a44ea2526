package io.s3dl.store;

/** The double of other tests keeps what it promises about names. */
public class MemoryFlatStoreNamesTest extends FlatStoreNamesContract {

  @Override
  protected FlatStore openStore() {
    return new MemoryFlatStore(new PartSizes(5 << 20, 0, 5 << 20, 10_000, 1));
  }
}
