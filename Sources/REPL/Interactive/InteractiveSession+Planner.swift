import Planner

extension InteractiveSession {
    /// `:planner` and `:planner show`.
    func planner(showsMessages: Bool) {
        guard let server = models.remotePlanner(in: workspace) else {
            console.result("The built-in model writes the code: nothing leaves this machine.\n")
            return
        }
        let name = "\(server.endpoint.model) at \(server.endpoint.host)"
        guard showsMessages else {
            console.result("\(name) writes the code. :planner show shows what leaves.\n")
            return
        }
        let sent = server.lastSent
        let context = Assistant.context(of: workspace, earlier: earlier)
        let messages = sent.isEmpty ? server.messages(for: "(your words)", context: context) : sent
        let head =
            sent.isEmpty
            ? "Nothing has left this machine yet. A prompt would send \(name):\n"
            : "This left this machine last, to \(name):\n"
        console.pageResult(
            head + messages.map { "\n--- \($0.role.rawValue)\n\($0.content)\n" }.joined(),
            reader: reader)
    }
}
