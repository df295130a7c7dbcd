//! frontdesk answers customers or hands them to a human.
