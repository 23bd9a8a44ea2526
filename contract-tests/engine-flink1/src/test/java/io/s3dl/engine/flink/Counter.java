package io.s3dl.engine.flink;

import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Emits each word with how often it has come, and a line end. */
final class Counter extends KeyedProcessFunction<String, String, String> {

  private static final long serialVersionUID = 1;

  private transient ValueState<Long> count;

  @Override
  public void open(OpenContext context) {
    count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Long.class));
  }

  @Override
  public void processElement(String word, Context context, Collector<String> counts)
      throws IOException {
    Long before = count.value();
    long now = before == null ? 1 : before + 1;
    count.update(now);
    counts.collect(word + " " + now + "\n");
  }
}
