// Each test starts a browser or a program: side by side they would only fight for the processor.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
